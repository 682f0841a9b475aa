/* Keeps what a person types into a form by sending it a moment after the last change, again when the line is back. */

import { SignedOut, Unreachable, post } from "./post.js";

const PAUSE = 700;
const AGAIN = 15_000;

export class FormKeeper {
  /** `form.dataset`: `waiting` and `signedOut` are sentences; `status` is where they are shown. */
  constructor(form, status) {
    this.form = form;
    this.status = status;
    this.timer = 0;
    this.isDirty = false;
    addEventListener("online", () => this.isDirty && this.keep());
    addEventListener("pagehide", () => this.isDirty && this.keep());
  }

  keepSoon() {
    this.isDirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  async keep() {
    clearTimeout(this.timer);
    this.isDirty = false;
    try {
      const answer = await post(this.form.action, new FormData(this.form));
      this.say(answer.notice ?? "");
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof SignedOut)) throw error;
      this.isDirty = true;
      this.say(error instanceof SignedOut ? this.form.dataset.signedOut : this.form.dataset.waiting);
      if (error instanceof Unreachable) this.timer = setTimeout(() => this.keep(), AGAIN);
    }
  }

  say(sentence) {
    if (this.status) this.status.textContent = sentence;
  }
}
