/* <exam-paper> around the questions of an attempt: saves answers as they are given, also without a line, shows the time
   left, and moves between questions that are all in the page. Without scripts each question is a form of its own. */

import { AnswerQueue } from "../learning/answer-queue.js";
import { ExamClock, WARNINGS } from "../learning/exam-clock.js";

const PAUSE = 700; // after typing

class ExamPaper extends HTMLElement {
  connectedCallback() {
    this.items = [...this.querySelectorAll(".exam-item")];
    this.links = [...document.querySelectorAll(".exam-map a")];
    this.at = this.items.findIndex((item) => !item.hidden);
    this.words = this.dataset;
    this.queue = new AnswerQueue(this.words.answersUrl, this.words.attempt);
    this.sequence = Math.max(Number(this.words.nextSequence), this.queue.highestSequence + 1);
    this.queue.addEventListener("saved", (event) => this.saved(event.detail));
    this.queue.addEventListener("changed", () => this.showSync());
    this.queue.addEventListener("signed-out", () => this.warn("danger", this.words.signedOut));
    this.fillInWaiting();
    for (const form of this.querySelectorAll("form")) form.dataset.kept = JSON.stringify(new FormData(form).getAll("given").filter(Boolean));
    this.listen();
    this.show(this.at, { isFirst: true });
    this.showMap();
    if (this.words.deadline) this.clock = new ExamClock(this.words.deadline, this.words.now, (...left) => this.tick(...left));
    if (this.queue.count) this.queue.send();
  }

  listen() {
    this.addEventListener("submit", (event) => event.preventDefault());
    this.addEventListener("input", ({ target }) => {
      if (target.inputMode !== "decimal") return;
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.answer(target.form), PAUSE);
    });
    this.addEventListener("change", ({ target }) => {
      clearTimeout(this.typing);
      if (target.name === "is_flagged") this.flag(target.form);
      else this.answer(target.form);
    });
    document.addEventListener("click", (event) => {
      const goes = event.target.closest("[data-go]");
      const link = event.target.closest(".exam-map a");
      if (goes || link) event.preventDefault();
      if (goes) this.go(this.at + Number(goes.dataset.go));
      if (link) this.go(this.links.indexOf(link));
      if (event.target.closest("[data-hand-in]")) this.toSubmission(event);
    });
    addEventListener("online", () => this.showSync());
    addEventListener("popstate", () => this.show(Number(new URLSearchParams(location.search).get("q") || 1) - 1, {}));
  }

  /** What waits in this phone is newer than what the server showed. */
  fillInWaiting() {
    for (const values of this.queue.waiting) {
      const item = this.items.find((one) => one.dataset.question === values.question_key[0]);
      if (!item) continue;
      const given = values.given ?? [];
      for (const input of item.querySelectorAll("[name=given]")) {
        if (!values.sequence) break;
        if (input.inputMode === "decimal") input.value = given[0] ?? "";
        else input.checked = given.includes(input.value);
      }
      if (values.is_flagged) item.querySelector("[name=is_flagged]").checked = values.is_flagged[0] === "true";
    }
  }

  /** Saves what the form holds, if it holds something else than when it was saved last. */
  answer(form) {
    const data = new FormData(form);
    const key = data.get("question_key");
    const given = data.getAll("given").filter(Boolean);
    if (form.dataset.kept === JSON.stringify(given)) return;
    form.dataset.kept = JSON.stringify(given);
    const fields = [["question_key", key], ["sequence", String(this.sequence)], ...given.map((value) => ["given", value])];
    this.sequence += 1;
    this.showMap();
    this.queue.add(`answer ${key}`, fields);
  }

  flag(form) {
    const key = form.elements.question_key.value;
    this.showMap();
    this.queue.add(`flag ${key}`, [["question_key", key], ["is_flagged", String(form.elements.is_flagged.checked)]]);
  }

  saved({ answer, fields }) {
    const key = new Map(fields).get("question_key");
    const item = this.items.find((one) => one.dataset.question === key);
    this.sequence = Math.max(this.sequence, answer.next_sequence ?? 0);
    this.clock?.sync(answer.now);
    if (answer.saved_at) this.savedAt = answer.saved_at;
    if (answer.url) location.assign(answer.url);
    const notice = item?.querySelector("[data-notice]");
    if (!notice) return;
    notice.hidden = !answer.notice;
    notice.querySelector("p").textContent = answer.notice ?? "";
  }

  go(to) {
    if (!this.items[to]) return;
    const url = new URL(location);
    url.searchParams.set("q", to + 1);
    history.pushState(null, "", url);
    this.show(to, {});
    this.items[to].focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }

  show(at, { isFirst }) {
    this.at = at;
    this.items.forEach((item, index) => (item.hidden = index !== at));
    this.links.forEach((link, index) => (index === at ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
    const item = this.items[at];
    document.getElementById("exam-at").textContent = item.dataset.at;
    if (!isFirst) document.title = item.dataset.title;
    document.querySelector("[data-go='-1']").toggleAttribute("disabled", at === 0);
    document.querySelector("[data-go='1']").hidden = at === this.items.length - 1;
    document.querySelector(".lesson-foot [data-hand-in]").hidden = at !== this.items.length - 1;
  }

  isAnswered(item) {
    return [...item.querySelectorAll("[name=given]")].some((input) => (input.inputMode === "decimal" ? input.value.trim() : input.checked));
  }

  showMap() {
    const answered = this.items.map((item) => this.isAnswered(item));
    const flagged = this.items.map((item) => item.querySelector("[name=is_flagged]").checked);
    this.links.forEach((link, index) => {
      link.classList.toggle("is-answered", answered[index]);
      link.querySelector("[data-word]").textContent = answered[index] ? this.words.answered : this.words.unanswered;
      link.querySelector("small").hidden = !flagged[index];
    });
    const count = answered.filter(Boolean).length;
    const flags = flagged.filter(Boolean).length;
    const map = document.getElementById("exam-map-words");
    map.textContent = (flags ? this.words.mapFlagged : this.words.map).replace("{answered}", count).replace("{flagged}", flags);
    this.openCount = this.items.length - count;
    const bar = document.querySelector(".lesson-top .bar");
    bar.setAttribute("aria-label", this.words.bar.replace("{answered}", count));
    bar.querySelector(".bar-value").setAttribute("width", `${(100 * count) / this.items.length}%`);
  }

  /** "Saved 09:41" only when nothing waits; else that it waits in this phone. */
  showSync() {
    const waits = this.queue.count;
    if (this.isLineMissed && waits === 0 && navigator.onLine) document.getElementById("exam-warning").hidden = true;
    const isSaved = waits === 0 && this.savedAt;
    document.getElementById("exam-saved").hidden = !isSaved;
    if (isSaved) document.querySelector("#exam-saved span").textContent = this.words.saved.replace("{time}", this.savedAt);
    const isStuck = waits > 0 && (!navigator.onLine || !this.queue.sending);
    document.getElementById("exam-waiting").hidden = !isStuck;
    document.querySelector("#exam-waiting span").textContent = this.words.waiting.replace("{count}", waits);
  }

  tick(minutes, milliseconds) {
    const left = document.getElementById("exam-left");
    const words = minutes > 1 ? this.words.left : this.words.lastMinute;
    if (milliseconds <= 0) return this.finish();
    const text = words.replace("{minutes}", minutes).replace("{seconds}", Math.ceil(milliseconds / 1000));
    if (left.textContent !== text) left.textContent = text;
    const due = WARNINGS.findLast((warning) => minutes <= warning);
    if (due && this.warned !== due) {
      this.warned = due;
      const open = this.openCount ? this.words.warningOpen.replace("{count}", this.openCount) : this.words.warningAll;
      this.warn("warning", open, this.words.warning.replace("{minutes}", due));
    }
  }

  warn(tone, text, title = "") {
    this.isLineMissed = text === this.words.needsLine;
    const place = document.getElementById("exam-warning");
    place.className = `notice notice-${tone}`;
    place.hidden = false;
    place.querySelector("b").textContent = title;
    place.querySelector("span").textContent = text;
  }

  /** The time is up: what waits is sent, then the attempt is handed in. */
  async finish() {
    if (this.isFinishing) return;
    this.isFinishing = true;
    document.getElementById("exam-left").textContent = this.words.over;
    this.warn("danger", this.words.overText, this.words.over);
    const hand = async () => (await this.queue.send()) && navigator.onLine && document.getElementById("hand-in").requestSubmit();
    addEventListener("online", hand);
    await hand();
  }

  async toSubmission(event) {
    event.preventDefault();
    const { href, dataset } = event.target.closest("[data-hand-in]");
    clearTimeout(this.typing);
    for (const item of this.items) this.answer(item.querySelector("form"));
    if ((await this.queue.send()) && navigator.onLine) location.assign(href ?? dataset.url);
    else this.warn("warning", this.words.needsLine);
  }
}

customElements.define("exam-paper", ExamPaper);
