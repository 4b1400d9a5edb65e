// "All normal" sets every question of its part that has a normal answer and none yet.
import { fresh } from "./fresh.js";
import { setNormal } from "./keys.js";
import { notify, words } from "./words.js";

function isOpen(field) {
  if (field.hidden || !field.dataset.normal) return false;
  if (field.querySelector("input[type=radio], input[type=checkbox]")) return !field.querySelector("input:checked");
  return !field.querySelector("input, select, textarea")?.value;
}

export function wake(part) {
  for (const button of fresh(part, "button[data-all-normal]")) {
    button.onclick = () => {
      const open = [...button.closest("[data-section]").querySelectorAll("[data-field]")].filter(isOpen);
      open.forEach(setNormal);
      if (open.length) notify(words("allNormal", { count: open.length }), "done");
    };
  }
}
