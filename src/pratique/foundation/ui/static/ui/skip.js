// Questions appear and disappear by the form's own conditions, served as a script:
// window.pratiqueForms[code] = {show: {question: facts => true|false|null}, required: {...}}.
// A question with a condition is shown only when it is surely true. The data block `form-facts` says what was
// recorded before; the answers on the page stand over it. A hidden question is disabled, so that it is not sent, but
// what was typed in it stays in the page until the form is saved.
import { fresh } from "./fresh.js";
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

function factsOf(fields) {
  const before = JSON.parse(document.getElementById("form-facts")?.textContent ?? "{}");
  const answers = fields.map((field) => [field.dataset.field, field.hidden ? null : typed(field)]);
  return { ...before, ...Object.fromEntries(answers) };
}

function apply(form, { show = {}, required = {} }) {
  const fields = [...form.querySelectorAll("[data-field]")];
  const facts = factsOf(fields);
  let changed = false;
  for (const field of fields) {
    const name = field.dataset.field;
    const hide = Boolean(show[name]) && show[name](facts) !== true;
    changed ||= hide !== field.hidden;
    field.hidden = hide;
    for (const input of field.querySelectorAll("input, select, textarea")) {
      if (show[name]) input.disabled = hide;
      if (required[name] && input.type !== "checkbox") input.required = required[name](facts) === true;
    }
  }
  return changed;
}

function settle(form, rules) {
  // One question may hide another that hides a third; a form cannot be deeper than its questions.
  for (let round = form.querySelectorAll("[data-field]").length; round > 0 && apply(form, rules); round -= 1);
}

export function wake(part) {
  for (const form of fresh(part, "form[data-skip]")) {
    const rules = window.pratiqueForms?.[form.dataset.skip];
    if (!rules) continue;
    form.addEventListener("change", () => settle(form, rules));
    settle(form, rules);
  }
}
