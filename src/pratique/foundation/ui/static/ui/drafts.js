// A form with data-draft saves itself: on change and every few seconds, to the address it names, with a version.
// What has not reached the server yet is kept in this window's session storage and comes back after a crash.
import { fresh } from "./fresh.js";
import { icon, notify, timeNow, words } from "./words.js";

const PAUSE = 2000;
const LEFT_OUT = ["csrfmiddlewaretoken", "submission_key", "draft_version"];
const ICONS = { saved: "check", saving: "refresh", unsaved: "pencil", offline: "wifi-off", refused: "hand-stop" };

class Draft {
  constructor(form) {
    this.form = form;
    this.version = Number(form.dataset.draftVersion || 0);
    this.shelf = `draft ${document.body.dataset.user} ${form.dataset.draft}`;
    this.wait = PAUSE;
    this.isStopped = false;
    this.isDirty = false;
    this.restore();
    form.addEventListener("input", () => this.touch());
    form.addEventListener("change", () => this.touch());
    form.addEventListener("submit", (event) => this.send(event), { capture: true });
    addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => { if (document.hidden && this.isDirty) this.save(); });
    addEventListener("beforeunload", (event) => { if (this.isDirty && !this.isSending) event.preventDefault(); });
    const channel = new BroadcastChannel("pratique");
    channel.onmessage = (message) => this.comeBack(message.data);
  }

  // Every answer, also of questions that are hidden at the moment; files and tokens are not part of a draft.
  values() {
    const kept = [...this.form.elements].filter((one) => one.name && !["file", "submit", "button"].includes(one.type));
    const chosen = kept.filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked);
    return chosen.map((one) => [one.name, one.value]).filter(([name]) => !LEFT_OUT.includes(name));
  }

  touch() {
    this.isDirty = true;
    sessionStorage.setItem(this.shelf, JSON.stringify({ version: this.version, values: this.values() }));
    if (this.isStopped) return;
    this.say("unsaved");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), this.wait);
  }

  restore() {
    const kept = JSON.parse(sessionStorage.getItem(this.shelf) ?? "null");
    if (!kept) return;
    if (kept.version !== this.version) return sessionStorage.removeItem(this.shelf);
    for (const one of this.form.elements) {
      if (!one.name || ["file", "submit", "button", "hidden"].includes(one.type)) continue;
      const values = kept.values.filter(([name]) => name === one.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(one.type)) one.checked = values.includes(one.value);
      else if (values.length) [one.value] = values;
    }
    notify(words("restored"), "done", 12);
    this.touch();
  }

  // One save at a time, so that answers never overtake each other.
  save() {
    clearTimeout(this.timer);
    this.running = (this.running ?? Promise.resolve()).then(() => this.post());
    return this.running;
  }

  async post() {
    if (this.isStopped) return false;
    const body = new URLSearchParams(this.values());
    const sent = body.toString();
    body.set("draft_version", this.version);
    this.say("saving");
    let answer;
    try {
      const headers = { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken?.value ?? "", Accept: "application/json" };
      answer = await fetch(this.form.dataset.draft, { method: "POST", body, headers, redirect: "manual" });
    } catch {
      return this.fail("offline");
    }
    if (answer.status === 401 || answer.type === "opaqueredirect") return this.signedOut();
    if (answer.status >= 500) return this.fail("offline");
    if (answer.status === 409) return this.offerBoth();
    if (!answer.ok) return this.refuse("refused");
    this.version = (await answer.json()).version;
    if (this.form.elements.draft_version) this.form.elements.draft_version.value = this.version;
    this.wait = PAUSE;
    this.isDirty = new URLSearchParams(this.values()).toString() !== sent;
    if (this.isDirty) this.touch();
    else {
      sessionStorage.removeItem(this.shelf);
      this.say("saved");
    }
    return true;
  }

  fail(state) {
    this.say(state);
    this.wait = Math.min(this.wait * 2, 30000);
    this.timer = setTimeout(() => this.save(), this.wait);
    return false;
  }

  refuse(state) {
    this.isStopped = true;
    this.say("refused", words(state));
    return false;
  }

  // The server shows both texts side by side with what was typed here, when the form goes to it as it stands.
  offerBoth() {
    this.refuse("conflict");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button small", textContent: words("showBoth") });
    button.onclick = () => {
      this.isDirty = false;
      sessionStorage.removeItem(this.shelf);
      this.form.submit();
    };
    document.querySelector("[data-draft-state]")?.append(" ", button);
    return false;
  }

  retry() {
    this.wait = PAUSE;
    if (this.isDirty) this.save();
  }

  signedOut(sentence = words("signedOut")) {
    this.say("unsaved", sentence);
    const dialog = document.getElementById("sign-in-again");
    if (!dialog) return false;
    dialog.querySelector("[data-sign-in-text]").textContent = sentence;
    if (!dialog.open) dialog.showModal();
    return false;
  }

  comeBack({ news, user, csrf }) {
    if (news !== "signed-in") return;
    if (user !== document.body.dataset.user) return this.signedOut(words("somebodyElse"));
    if (this.form.elements.csrfmiddlewaretoken) this.form.elements.csrfmiddlewaretoken.value = csrf;
    document.getElementById("sign-in-again")?.close();
    this.retry();
  }

  // The form itself goes only after its draft has arrived: a lost session or line never costs what was typed.
  async send(event) {
    if (this.isSending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.isAsking) return;
    this.isAsking = true;
    const arrived = await this.save();
    this.isAsking = false;
    if (!arrived) return;
    this.isSending = true;
    sessionStorage.removeItem(this.shelf);
    if (event.submitter) this.form.requestSubmit(event.submitter);
    else this.form.requestSubmit();
  }

  say(state, sentence = words(state, { time: timeNow() })) {
    for (const place of document.querySelectorAll("[data-draft-state]")) {
      if (place.dataset.state === state && state === "unsaved") continue;
      place.dataset.state = state;
      place.textContent = sentence;
      place.prepend(icon(ICONS[state]));
    }
  }
}

export function wake(part) {
  for (const form of fresh(part, "form[data-draft]")) new Draft(form);
}
