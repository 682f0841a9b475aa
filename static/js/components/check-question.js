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
      putParts(answer.parts);
      document.getElementById(this.id)?.querySelector("[role=status]")?.scrollIntoView({ block: "nearest" });
      document.dispatchEvent(new CustomEvent("lesson-changed"));
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof SignedOut)) throw error;
      const said = this.querySelector("[data-trouble]");
      said.querySelector("p").textContent = error instanceof SignedOut ? form.dataset.signedOut : form.dataset.waiting;
      said.hidden = false;
    } finally {
      this.isSending = false;
      this.removeAttribute("aria-busy");
    }
  }
}

customElements.define("check-question", CheckQuestion);
