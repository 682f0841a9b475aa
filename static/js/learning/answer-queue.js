/* Answers on their way to the server. Each stays in this phone, under a name of its own, until the server has it.
   An entry is { id, at, fields: [[name, value]…] }, its fields as the form would send them. */

import { SignedOut, Unreachable, newUuid, post } from "./post.js";

const AGAIN = 10_000;

export class AnswerQueue extends EventTarget {
  /** Events: "saved" with { answer, fields } as its detail, "changed", "signed-out". */
  constructor(url, attempt) {
    super();
    this.url = url;
    this.prefix = `exam-answer:${attempt}:`;
    this.entries = new Map(this.stored().map((entry) => [entry.id, entry]));
    addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.send());
  }

  stored() {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix));
      return names.map((name) => JSON.parse(localStorage.getItem(name))).sort((left, right) => left.at - right.at);
    } catch {
      return []; // storage is forbidden here
    }
  }

  store(entry) {
    this.entries.set(entry.id, entry);
    try {
      localStorage.setItem(this.prefix + entry.id, JSON.stringify(entry));
    } catch {
      // No room or no permission: the answer waits in this page.
    }
  }

  forget(id) {
    this.entries.delete(id);
    try {
      localStorage.removeItem(this.prefix + id);
    } catch {
      // It was never stored.
    }
  }

  get count() {
    return this.entries.size;
  }

  /** The highest sequence that waits here, 0 without any. */
  get highestSequence() {
    return Math.max(0, ...[...this.entries.values()].map(({ fields }) => Number(new Map(fields).get("sequence") ?? 0)));
  }

  /** What waits, oldest first, as { name: [values] }. */
  get waiting() {
    return [...this.entries.values()].map(({ fields }) => {
      const values = {};
      for (const [name, value] of fields) (values[name] ??= []).push(value);
      return values;
    });
  }

  /** `topic`: a waiting entry of the same topic gives way, unless it is on its way already. */
  add(topic, fields) {
    for (const [id, entry] of this.entries) if (entry.topic === topic && id !== this.sending) this.forget(id);
    const id = newUuid();
    this.store({ id, topic, at: Date.now(), fields: [...fields, ["client_uuid", id]] });
    this.dispatchEvent(new Event("changed"));
    return this.send();
  }

  /** True once nothing waits. */
  async send() {
    clearTimeout(this.timer);
    this.round ??= this.sendAll().finally(() => {
      this.round = undefined;
      this.dispatchEvent(new Event("changed"));
    });
    await this.round;
    return this.count === 0;
  }

  async sendAll() {
    try {
      while (this.count) {
        const [entry] = this.entries.values();
        this.sending = entry.id;
        const answer = await post(this.url, new URLSearchParams(entry.fields));
        this.forget(entry.id);
        this.dispatchEvent(new CustomEvent("saved", { detail: { answer, fields: entry.fields } }));
      }
    } catch (error) {
      if (error instanceof SignedOut) this.dispatchEvent(new Event("signed-out"));
      else if (error instanceof Unreachable) this.timer = setTimeout(() => this.send(), AGAIN);
      else throw error;
    } finally {
      this.sending = undefined;
    }
  }
}
