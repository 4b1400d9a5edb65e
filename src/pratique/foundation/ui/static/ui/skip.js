// Questions appear and disappear by the form's own show-when functions, served as a script:
// window.pratiqueForms[code][question](answers) gives true, false or null (unknown: shown). A hidden question is
// disabled, so that it is not sent, but what was typed in it stays in the page until the form is saved.
import { plainNumber } from "./numbers.js";

function answerOf(field) {
  const inputs = [...field.querySelectorAll("input, select, textarea")].filter((one) => one.name && one.type !== "hidden");
  const ticks = inputs.filter((one) => one.type === "checkbox" && one.name === field.dataset.field);
  if (ticks.length) return ticks.filter((one) => one.checked).map((one) => one.value);
  if (inputs[0]?.type === "radio") return inputs.find((one) => one.checked)?.value ?? null;
  const value = inputs[0]?.value ?? "";
  if (value === "") return null;
  return field.dataset.type === "number" ? Number(plainNumber(value)) : value;
}

function typed(field) {
  const answer = answerOf(field);
  if (field.dataset.type !== "yes_no") return answer;
  return { yes: true, no: false }[answer] ?? null;
}

function apply(form, rules) {
  const fields = [...form.querySelectorAll("[data-field]")];
  const answers = Object.fromEntries(fields.map((field) => [field.dataset.field, field.hidden ? null : typed(field)]));
  let changed = false;
  for (const field of fields) {
    const rule = rules[field.dataset.field];
    if (!rule) continue;
    const hide = rule(answers) === false;
    if (hide !== field.hidden) changed = true;
    field.hidden = hide;
    for (const input of field.querySelectorAll("input, select, textarea")) input.disabled = hide;
  }
  return changed;
}

function settle(form, rules) {
  // One question may hide another that hides a third; a form cannot be deeper than its questions.
  for (let round = form.querySelectorAll("[data-field]").length; round > 0 && apply(form, rules); round -= 1);
}

export function wake(part) {
  const forms = part.matches("form[data-skip]") ? [part] : part.querySelectorAll("form[data-skip]");
  for (const form of forms) {
    const rules = window.pratiqueForms?.[form.dataset.skip];
    if (!rules) continue;
    form.addEventListener("change", () => settle(form, rules));
    settle(form, rules);
  }
}
