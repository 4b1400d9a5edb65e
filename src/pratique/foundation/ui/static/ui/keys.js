// Keys: / search, ? help, Ctrl+Enter the main action, with Shift the second one, digits and Enter in questions, n for
// normal, N for everything still open, and the single key that a button names by data-key.

function isTyping(target) {
  return target.closest("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=range])");
}

function runPrimary() {
  const primary = document.querySelector("dialog[open] .primary") ?? document.querySelector("[data-primary]");
  if (primary && !primary.disabled) primary.click();
}

function shownFields() {
  return [...document.querySelectorAll("[data-questions] [data-field]")].filter((one) => !one.hidden && one.offsetParent);
}

// The next question that can be answered now: hidden ones are passed over.
export function goOn(field) {
  const fields = shownFields();
  focusOn(fields[fields.indexOf(field) + 1]);
}

// The next question that is still open; remarks may stay empty.
function goToOpen() {
  const fields = shownFields();
  const here = fields.indexOf(document.activeElement?.closest("[data-field]"));
  const isOpen = (one) => one.querySelector("input, select") && ![...one.querySelectorAll("input, select")].some((input) => (/radio|checkbox/.test(input.type) ? input.checked : input.value));
  focusOn(fields.slice(here + 1).find(isOpen));
}

function focusOn(next) {
  const target = next
    ? next.querySelector("input:checked, input:not([type=hidden]):not(:disabled), select, textarea, button")
    : document.querySelector("[data-primary]");
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}

export function setNormal(field) {
  const value = field.dataset.normal;
  const option = [...field.querySelectorAll("input[type=radio], input[type=checkbox]")].find((one) => one.value === value);
  const plain = field.querySelector("input[type=text], select, textarea");
  if (option) option.checked = true;
  else if (plain) plain.value = value;
  markNormal(field, true);
  (option ?? plain)?.dispatchEvent(new Event("change", { bubbles: true }));
}

// Says in the form which answers were given by "normal" and not one by one.
export function markNormal(field, isNormal) {
  field.querySelector("input[name=marked_normal]")?.remove();
  if (!isNormal) return;
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "marked_normal", value: field.dataset.field });
  field.append(mark);
  field.dataset.justMarked = "yes";
}

document.addEventListener("change", (event) => {
  const field = event.target.closest?.("[data-field]");
  if (!field) return;
  if (field.dataset.justMarked) delete field.dataset.justMarked;
  else markNormal(field, false);
});

// An answer that stands alone (normal, none of these) takes the others away, and they take it away.
document.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked || !target.closest("[data-choices]")) return;
  for (const other of target.closest("[data-choices]").querySelectorAll("input:checked")) {
    if (other !== target && (target.matches("[data-exclusive]") || other.matches("[data-exclusive]"))) other.checked = false;
  }
});

function inChoices(event, field) {
  const options = [...field.querySelectorAll("[data-choices] input:not(:disabled)")];
  if (/^[1-9]$/.test(event.key) && options[event.key - 1]) {
    const option = options[event.key - 1];
    option.focus();
    option.click();
    return true;
  }
  return false;
}

function inQuestion(event, field) {
  if (event.key === "Enter" && !event.target.closest("textarea, button, a, summary, [data-mrz]")) {
    goOn(field);
    return true;
  }
  if (isTyping(event.target)) return false;
  if (event.key === "n" && field.dataset.normal) {
    setNormal(field);
    goOn(field);
    return true;
  }
  return inChoices(event, field);
}

function anywhere(event) {
  if (isTyping(event.target)) return false;
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    search?.focus();
    search?.select();
    return Boolean(search);
  }
  if (event.key === "?") {
    document.getElementById("keyboard-help")?.showModal();
    return true;
  }
  if (event.key === "N") {
    const parts = document.querySelectorAll("button[data-all-normal]");
    for (const button of parts) button.click();
    if (parts.length) goToOpen();
    return parts.length > 0;
  }
  const named = document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  named?.click();
  return Boolean(named);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    return event.shiftKey ? document.querySelector("[data-secondary]")?.click() : runPrimary();
  }
  if (event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const field = event.target.closest?.("[data-questions] [data-field]");
  if ((field && inQuestion(event, field)) || anywhere(event)) event.preventDefault();
});
