/* <tick-list> around a checklist's form: keeps every tick at once. Without scripts the form has a button. */

import { FormKeeper } from "../learning/keep-form.js";

class TickList extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    if (!form.hasAttribute("action")) return;
    const keeper = new FormKeeper(form, this.querySelector("[data-kept]"));
    this.querySelector("[data-keep]").hidden = true;
    form.addEventListener("change", () => keeper.keepSoon());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keeper.keep();
    });
  }
}

customElements.define("tick-list", TickList);
