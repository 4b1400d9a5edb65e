// Machine-readable lines: upper case, the alphabet they know, and each failing character marked as the server says.
// The address gets the lines as form field `mrz` and answers JSON {kind, fields, problems: [{line, start, end, text}]},
// lines and columns counted from 0, `end` excluded. Inputs with data-mrz-field take the field of that name.
import { fresh } from "./fresh.js";
import { icon, words } from "./words.js";

// A passport reader types a character every few milliseconds, for lines on end; a person now and then in a burst.
const READER_PACE = 50;
const COMPLETE = [[30, 30, 30], [44, 44], [36, 36]];

function clean(text) {
  return text.toUpperCase().replace(/[«‹]/g, "<").replace(/\r/g, "").replace(/[^A-Z0-9<\n]/g, (one) => (one === " " ? "" : one));
}

class Lines {
  constructor(place) {
    this.place = place;
    this.area = place.querySelector("textarea");
    this.mirror = place.querySelector(".mirror");
    this.answer = place.parentElement.querySelector("[data-mrz-answer]");
    this.last = 0;
    this.fast = 0;
    this.area.addEventListener("input", () => this.change());
    this.area.addEventListener("scroll", () => { this.mirror.scrollLeft = this.area.scrollLeft; });
    this.area.addEventListener("keydown", (event) => this.pace(event));
    this.area.addEventListener("change", () => this.check());
    document.addEventListener("keydown", (event) => this.catch(event));
    if (this.area.value.trim()) this.change();
  }

  // A reader types wherever it likes: what it types into the page itself goes into the lines.
  catch(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[A-Z0-9<]$/.test(event.key)) return;
    if (event.target === document.body || event.target.matches("main, a, button")) {
      this.area.focus();
      this.pace(event);
    }
  }

  // A reader ends each line with Enter, and some the page too: after the last line nothing is sent by accident.
  pace(event) {
    const now = event.timeStamp;
    this.fast = now - this.last < READER_PACE ? Math.min(this.fast + 1, 60) : Math.max(this.fast - 5, 0);
    this.last = now;
    this.place.toggleAttribute("data-reader", this.fast > 10);
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && this.isComplete()) {
      event.preventDefault();
      this.check();
    }
  }

  lines() {
    return this.area.value.split("\n").map((line) => line.trim()).filter(Boolean);
  }

  isComplete() {
    const lengths = this.lines().map((line) => line.length).join();
    return COMPLETE.some((kind) => kind.join() === lengths);
  }

  change() {
    const { selectionStart, value } = this.area;
    const better = clean(value);
    if (better !== value) {
      this.area.value = better;
      this.area.setSelectionRange(selectionStart, selectionStart);
    }
    this.mark([]);
    if (this.isComplete()) return this.check();
    this.checked = "";
    this.answer.replaceChildren();
  }

  async check() {
    const text = this.lines().join("\n");
    if (!text || text === this.checked || !this.place.dataset.mrzAddress) return;
    this.checked = text;
    const token = this.area.form?.elements.csrfmiddlewaretoken?.value ?? document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
    const request = { method: "POST", body: new URLSearchParams({ mrz: text }), headers: { "X-CSRFToken": token ?? "", Accept: "application/json" } };
    try {
      const answer = await fetch(this.place.dataset.mrzAddress, request);
      if (!answer.ok) throw new Error(answer.status);
      if (text === this.lines().join("\n")) this.show(await answer.json());
    } catch {
      this.checked = "";
      this.tell([words("mrzUnread")], false);
    }
  }

  show({ fields = {}, problems = [] }) {
    this.mark(problems);
    this.tell(problems.length ? problems.map((one) => one.text) : [words("mrzGood")], problems.length === 0);
    this.fill(fields);
    const isRead = problems.length === 0 && this.place.hasAttribute("data-reader");
    if (isRead && this.place.hasAttribute("data-mrz-go-on")) this.area.form.requestSubmit();
    this.place.dispatchEvent(new CustomEvent("pratique:mrz", { bubbles: true, detail: { fields, problems } }));
  }

  fill(fields) {
    const form = this.area.form ?? document;
    for (const input of form.querySelectorAll("[data-mrz-field]")) {
      const value = fields[input.dataset.mrzField];
      if (value === undefined || value === null || (input.value && !input.dataset.fromMrz)) continue;
      input.value = value;
      input.dataset.fromMrz = "yes";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  mark(problems) {
    const text = this.area.value;
    const bad = new Set();
    let offset = 0;
    text.split("\n").forEach((line, number) => {
      for (const one of problems) if (one.line === number) for (let column = one.start; column < one.end; column += 1) bad.add(offset + column);
      offset += line.length + 1;
    });
    this.mirror.replaceChildren(...[...text].map((character, place) => {
      if (!bad.has(place)) return document.createTextNode(character);
      const mark = document.createElement("mark");
      mark.textContent = character;
      return mark;
    }));
    this.area.setAttribute("aria-invalid", String(bad.size > 0));
  }

  tell(sentences, isGood) {
    this.answer.className = isGood ? "hint" : "mrz-problems";
    this.answer.replaceChildren(...sentences.map((sentence) => {
      const line = document.createElement("p");
      line.append(icon(isGood ? "check" : "alert-triangle"), ` ${sentence}`);
      return line;
    }));
  }
}

export function wake(part) {
  for (const place of fresh(part, "[data-mrz]")) new Lines(place);
}
