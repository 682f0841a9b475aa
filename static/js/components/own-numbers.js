/* <own-numbers> around a calculator's form: works it out as the figures are typed and keeps them.
   Without scripts the form asks the server. */

import { CannotBeWorkedOut, written } from "../learning/decimals.js";
import { evaluate } from "../learning/formulas.js";
import { FormKeeper } from "../learning/keep-form.js";
import { parseNumber } from "../learning/numbers.js";

const PREFIX = 2; // fields are named n-…, outputs o-…, so that none hides a property of the form

class OwnNumbers extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.outputs = JSON.parse(this.form.dataset.outputs);
    if (this.form.hasAttribute("action")) this.keeper = new FormKeeper(this.form, this.querySelector("[data-kept]"));
    this.querySelector("[data-work]").hidden = true;
    this.form.addEventListener("input", () => {
      this.update();
      this.keeper?.keepSoon();
    });
    this.form.addEventListener("change", () => this.markUnread());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.update();
      this.markUnread();
      this.keeper?.keep();
    });
    this.update();
  }

  get fields() {
    return [...this.form.querySelectorAll("input[inputmode]")];
  }

  update() {
    const values = {};
    for (const field of this.fields) {
      const number = parseNumber(field.value);
      if (number) values[field.name.slice(PREFIX)] = number;
    }
    const areAllRead = this.fields.every((field) => field.name.slice(PREFIX) in values);
    let isImpossible = false;
    for (const { name, tree, decimals } of this.outputs) {
      const output = this.form.querySelector(`output[name="o-${name}"]`);
      try {
        const result = evaluate(tree, values);
        output.value = written(result, decimals);
        values[name] = result;
      } catch (error) {
        if (!(error instanceof CannotBeWorkedOut)) throw error;
        output.value = "—";
        isImpossible = areAllRead;
      }
    }
    this.querySelector("[data-impossible]").hidden = !isImpossible;
  }

  /** Only once a field is left: nobody is corrected in the middle of a number. */
  markUnread() {
    for (const field of this.fields) {
      const isUnread = field.value.trim() !== "" && !parseNumber(field.value);
      if (isUnread) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
      document.getElementById(`${field.id}-unread`).hidden = !isUnread;
    }
  }
}

customElements.define("own-numbers", OwnNumbers);
