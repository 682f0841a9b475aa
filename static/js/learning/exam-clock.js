/* The time left by the server's clock, whatever the phone's says. */

const MINUTE = 60_000;
export const WARNINGS = [5, 1]; // minutes

export class ExamClock {
  /** `deadline` and `now` are the server's, as ISO texts. `tick(minutes left, milliseconds left)` is called each second. */
  constructor(deadline, now, tick) {
    this.deadline = Date.parse(deadline);
    this.tick = tick;
    this.sync(now);
    setInterval(() => this.show(), 1000);
    document.addEventListener("visibilitychange", () => this.show());
    this.show();
  }

  sync(now) {
    if (now) this.offset = Date.parse(now) - Date.now();
  }

  get left() {
    return this.deadline - (Date.now() + this.offset);
  }

  show() {
    this.tick(Math.ceil(this.left / MINUTE), this.left);
  }
}
