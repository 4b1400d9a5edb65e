// A board asks a small address for its version and fetches itself again when that has changed.
// data-refresh: address that answers JSON {"version": ...} with an ETag; data-refresh-from: address of the fragment;
// data-refresh-seconds: how often (5). It rests while nobody looks and asks less often while the line is down.
import { fresh } from "./fresh.js";
import { timeNow, words } from "./words.js";

// A board that looks at itself does not keep anybody signed in.
const BACKGROUND = { "X-Pratique-Background": "1" };

class Board {
  constructor(place) {
    this.place = place;
    this.every = Number(place.dataset.refreshSeconds || 5) * 1000;
    this.wait = this.every;
    this.version = place.dataset.refreshVersion;
    this.since = timeNow();
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.ask(); });
    addEventListener("online", () => this.ask());
    this.timer = setTimeout(() => this.ask(), this.wait);
  }

  async ask() {
    clearTimeout(this.timer);
    if (document.hidden || !this.place.isConnected) return;
    try {
      const headers = { ...BACKGROUND, ...(this.tag ? { "If-None-Match": this.tag } : {}) };
      const answer = await fetch(this.place.dataset.refresh, { headers, cache: "no-store", redirect: "manual" });
      if (answer.status !== 304) await this.take(answer);
      this.wait = this.every;
      this.since = timeNow();
      this.say(words("updated", { time: this.since }), "saved");
    } catch {
      this.wait = Math.min(this.wait * 2, 60000);
      this.say(words("stale", { time: this.since }), "offline");
    }
    this.timer = setTimeout(() => this.ask(), this.wait);
  }

  async take(answer) {
    if (!answer.ok) throw new Error(`version: ${answer.status}`);
    const { version } = await answer.json();
    this.tag = answer.headers.get("ETag");
    if (String(version) === this.version) return;
    const fragment = await fetch(this.place.dataset.refreshFrom, { headers: BACKGROUND, redirect: "manual" });
    if (!fragment.ok) throw new Error(`fragment: ${fragment.status}`);
    const held = document.activeElement?.id;
    this.place.innerHTML = await fragment.text();
    this.version = String(version);
    if (held) document.getElementById(held)?.focus();
    this.place.dispatchEvent(new CustomEvent("pratique:new", { bubbles: true }));
  }

  say(sentence, state) {
    const line = document.querySelector("[data-refresh-state]");
    if (!line) return;
    line.textContent = sentence;
    line.dataset.state = state;
  }
}

export function wake(part) {
  for (const place of fresh(part, "[data-refresh]")) new Board(place);
}
