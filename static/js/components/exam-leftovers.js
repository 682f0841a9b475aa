/* <exam-leftovers> on the pages after an exam: sends answers that still wait in this phone, and says what became of them. */

import { AnswerQueue } from "../learning/answer-queue.js";

class ExamLeftovers extends HTMLElement {
  connectedCallback() {
    const queue = new AnswerQueue(this.dataset.answersUrl, this.dataset.attempt);
    if (!queue.count) return;
    queue.addEventListener("saved", ({ detail }) => {
      this.querySelector("p").textContent = detail.answer.notice || this.dataset.sent;
      this.hidden = false;
    });
    queue.send().then((isEmpty) => {
      if (isEmpty) {
        if (this.dataset.reload) location.reload();
        return;
      }
      this.querySelector("p").textContent = this.dataset.waiting;
      this.hidden = false;
    });
  }
}

customElements.define("exam-leftovers", ExamLeftovers);
