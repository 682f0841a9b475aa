/* <check-question> around a check question's form: answers in place. Without scripts the form comes back with the answer. */

import { SignedOut, Unreachable, newUuid, post, putParts } from "../learning/post.js";

class CheckQuestion extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.answer(event.target);
    });
    this.addEventListener("change", (event) => {
      // An answer that changed is another answer.
      const uuid = event.target.form.elements.namedItem("client_uuid");
      if (uuid) uuid.value = newUuid();
    });
  }

  async answer(form) {
    if (this.isSending || !form.hasAttribute("action")) return;
    this.isSending = true;
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await post(form.action, new FormData(form));
      if (!answer.parts) return this.say(answer.notice);
      const hadFocus = this.contains(document.activeElement);
      putParts(answer.parts);
      const said = document.getElementById(this.id)?.querySelector("[role=status]");
      said?.scrollIntoView({ block: "nearest" });
      if (hadFocus) said?.focus({ preventScroll: true }); // what had it is gone with the old form
      document.dispatchEvent(new CustomEvent("lesson-changed"));
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof SignedOut)) throw error;
      this.say(error instanceof SignedOut ? form.dataset.signedOut : form.dataset.waiting);
    } finally {
      this.isSending = false;
      this.removeAttribute("aria-busy");
    }
  }

  say(sentence) {
    const said = this.querySelector("[data-trouble]");
    said.querySelector("p").textContent = sentence;
    said.hidden = false;
  }
}

customElements.define("check-question", CheckQuestion);
