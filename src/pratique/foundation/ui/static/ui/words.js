// The sentences of the page's language, and short messages at its edge.

export function words(key, values = {}) {
  const sentence = document.getElementById("words").dataset[key] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// The field writes English as the United Nations do: the day stands before the month.
export function language() {
  const { lang } = document.documentElement;
  return lang === "en" ? "en-GB" : lang;
}

export function timeNow() {
  const clock = document.querySelector("[data-clock]");
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" };
  return new Intl.DateTimeFormat(language(), { ...options, timeZone: clock?.dataset.clock || undefined }).format(new Date());
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${document.getElementById("words").dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}

export function notify(text, kind = "info", seconds = 6) {
  const note = document.createElement("div");
  note.className = `notice ${kind}`;
  const line = document.createElement("p");
  line.textContent = text;
  note.append(icon({ done: "check", due: "alert-triangle", stop: "hand-stop" }[kind] ?? "info-circle"), line);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), seconds * 1000);
}
