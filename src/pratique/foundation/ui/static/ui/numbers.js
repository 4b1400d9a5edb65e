// Numbers as people type them (comma, Arabic digits), their limits, and the day that a date names.
import { fresh } from "./fresh.js";
import { language, words } from "./words.js";

const DIGITS = /[\u0660-\u0669\u06F0-\u06F9]/g;

export function plainNumber(text) {
  const ascii = text.trim().replace(DIGITS, (digit) => String(digit.charCodeAt(0) & 15));
  return ascii.replace(/[,\u066B]/g, ".");
}

function outside(number, low, high) {
  return (low !== undefined && number < Number(low)) || (high !== undefined && number > Number(high));
}

function judge(input) {
  const { hardMin, hardMax, softMin, softMax } = input.dataset;
  const text = plainNumber(input.value);
  if (text === "") return ["", false];
  if (!/^-?\d+(\.\d+)?$/.test(text)) return [words("notANumber"), true];
  const number = Number(text);
  if (outside(number, hardMin, hardMax)) return [words("limits", { low: hardMin ?? "–", high: hardMax ?? "–" }), true];
  return [outside(number, softMin, softMax) ? words("unusual") : "", false];
}

function checkNumber(input) {
  const [sentence, isWrong] = judge(input);
  const hint = input.closest("[data-field], .field")?.querySelector("[data-hint]");
  input.setAttribute("aria-invalid", String(isWrong));
  if (!hint) return;
  hint.textContent = sentence;
  hint.classList.toggle("is-unusual", Boolean(sentence));
}

function sayDate(input) {
  const hint = input.closest("[data-field], .field")?.querySelector("[data-hint]");
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" };
  if (hint) hint.textContent = input.value ? new Intl.DateTimeFormat(language(), options).format(new Date(input.value)) : "";
}

export function wake(part) {
  for (const input of fresh(part, "[data-number]")) {
    input.addEventListener("change", () => { input.value = plainNumber(input.value); checkNumber(input); });
    input.addEventListener("input", () => { if (input.getAttribute("aria-invalid") === "true") checkNumber(input); });
    // What the server has already said about a value is not said twice.
    if (input.value && input.getAttribute("aria-invalid") !== "true") checkNumber(input);
  }
  for (const input of fresh(part, "[data-date]")) {
    input.addEventListener("input", () => sayDate(input));
    sayDate(input);
  }
}
