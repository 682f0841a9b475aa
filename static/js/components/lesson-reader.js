/* <lesson-reader> around a lesson: previous and next part, where one is, keys, and the place kept.
   Without scripts the lesson reads from top to bottom and the bar below leads to the neighbouring lessons. */

import { Unreachable, SignedOut, post } from "../learning/post.js";

const PAUSE = 1200;
const LONGEST_PAUSE_ON_THE_WAY = 1500;
const SHARE_FROM_TOP = 0.45; // a part is read once its beginning has come this far up
const TYPED_INTO = "input, textarea, select, [contenteditable], dialog";
const HAS_ITS_OWN = { " ": "a, button, summary, video", arrowleft: "video", arrowright: "video" }; // what a key does there stays
const FULL_WIDTH = { "？": "?", "　": " " }; // as Chinese keyboards send them

class LessonReader extends HTMLElement {
  connectedCallback() {
    this.parts = [...this.querySelectorAll(".lesson-part")];
    this.segments = [...document.querySelectorAll("#segments li")];
    this.at = -1;
    this.keptAt = -1;
    this.hasMoved = false;
    document.addEventListener("click", (event) => {
      const step = event.target.closest("[data-step]");
      if (!step) return;
      event.preventDefault();
      this.go(this.at + (step.dataset.step === "on" ? 1 : -1));
    });
    addEventListener("scroll", () => this.look(), { passive: true });
    addEventListener("resize", () => this.look());
    addEventListener("hashchange", () => this.look());
    addEventListener("pagehide", () => this.keepPlace());
    addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("lesson-changed", () => this.show());
    this.look();
  }

  /** Which part is being read: the last that begins above the middle; at the very end the last of all. */
  look() {
    const limit = innerHeight * SHARE_FROM_TOP;
    let at = this.parts.findLastIndex((part) => part.getBoundingClientRect().top < limit);
    const isAtEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
    if (this.heading !== undefined && (isAtEnd || at !== this.heading)) return this.headFor(this.heading);
    if (isAtEnd) at = this.parts.length - 1;
    this.headFor(undefined);
    this.hasMoved ||= scrollY > 0;
    if (Math.max(at, 0) === this.at) return;
    this.at = Math.max(at, 0);
    this.show();
    this.keepSoon();
  }

  go(to) {
    const part = this.parts[to];
    if (!part) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    history.replaceState(history.state, "", `#${part.id}`);
    part.focus({ preventScroll: true });
    part.scrollIntoView({ behavior: isCalm ? "auto" : "smooth", block: "start" });
    this.hasMoved = true;
    this.headFor(to);
    this.at = to;
    this.show();
    this.keepSoon();
  }

  /** While the page is on its way to a part, the parts it passes are not being read. */
  headFor(part) {
    clearTimeout(this.arrival);
    this.heading = part;
    if (part !== undefined) this.arrival = setTimeout(() => (this.heading = undefined), LONGEST_PAUSE_ON_THE_WAY);
  }

  show() {
    const part = this.parts[this.at];
    const words = document.getElementById("segments").dataset;
    this.segments.forEach((segment, index) => {
      segment.classList.toggle("is-done", index < this.at);
      segment.classList.toggle("is-now", index === this.at);
      segment.toggleAttribute("aria-current", index === this.at);
      if (index === this.at) segment.setAttribute("aria-current", "step");
      segment.querySelector("[data-word]").textContent = index < this.at ? words.seen : index === this.at ? words.now : words.unseen;
    });
    document.getElementById("minutes-left").textContent = part.dataset.left;
    this.step("back", this.parts[this.at - 1]);
    this.step("on", this.parts[this.at + 1]);
  }

  /** A step within the lesson while there is a part that way; at the ends the neighbouring lesson. */
  step(name, part) {
    const link = document.querySelector(`.lesson-foot [data-step=${name}]`);
    document.querySelector(`.lesson-foot [data-end=${name}]`).hidden = Boolean(part);
    link.hidden = !part;
    if (!part) return;
    link.href = `#${part.id}`;
    if (name === "on") link.querySelector("span").textContent = part.dataset.forward;
    else link.setAttribute("aria-label", part.dataset.backward);
  }

  keepSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keepPlace(), PAUSE);
  }

  async keepPlace() {
    clearTimeout(this.timer);
    if (!this.hasMoved || this.at === this.keptAt) return;
    this.keptAt = this.at;
    const data = new URLSearchParams({ section: this.parts[this.at].dataset.block });
    try {
      await post(this.dataset.placeUrl, data);
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof SignedOut)) throw error;
      this.keptAt = -1;
    }
  }

  key(event) {
    const key = FULL_WIDTH[event.key] ?? event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest(TYPED_INTO) || (HAS_ITS_OWN[key] && event.target.closest(HAS_ITS_OWN[key]))) return;
    if (localStorage.getItem("keys") === "off" && key !== "?") return;
    const video = this.parts[this.at]?.querySelector("video");
    const acts = {
      arrowright: () => this.go(this.at + 1),
      arrowleft: () => this.go(this.at - 1),
      "?": () => document.getElementById("keys").showModal(),
    };
    if (video) {
      acts[" "] = () => (video.paused ? video.play() : video.pause());
      acts.c = () => {
        for (const track of video.textTracks) track.mode = track.mode === "showing" ? "hidden" : "showing";
      };
    }
    if (!acts[key]) return;
    event.preventDefault();
    acts[key]();
  }
}

/** <key-help> around the dialog that lists the keys and lets one turn them off. */
class KeyHelp extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    const opener = this.querySelector("[data-open]");
    const choice = this.querySelector("input");
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
    choice.checked = localStorage.getItem("keys") !== "off";
    choice.addEventListener("change", () => localStorage.setItem("keys", choice.checked ? "on" : "off"));
  }
}

customElements.define("lesson-reader", LessonReader);
customElements.define("key-help", KeyHelp);
