// What every page needs, and the modules that a page asks for by its data attributes.
import { timeNow } from "./words.js";
import "./keys.js";

const features = [
  ["form[data-draft]", () => import("./drafts.js")],
  ["form[data-skip]", () => import("./skip.js")],
  ["[data-number], [data-date]", () => import("./numbers.js")],
  ["button[data-all-normal]", () => import("./normal.js")],
  ["[data-mrz]", () => import("./mrz.js")],
  ["[data-photo]", () => import("./photo.js")],
  ["[data-signature]", () => import("./signature.js")],
  ["[data-refresh]", () => import("./refresh.js")],
  ["[data-signed-in]", () => import("./signed_in.js")],
];

// Each feature takes the part of the page that is new, so that a fragment brought later wakes up like a page.
async function wake(part) {
  for (const [selector, load] of features) {
    if (part.matches?.(selector) || part.querySelector(selector)) (await load()).wake(part);
  }
}

function showDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) showDialog(opener.dataset.openDialog);
  if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog").close();
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A second click while the first is on its way makes no second request. The key in the form makes sure on the server.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  for (const button of buttonsOf(form)) button.setAttribute("aria-busy", "true");
});

function buttonsOf(form) {
  return [...form.elements].filter((element) => element.matches("button:not([type=button]), input[type=submit]"));
}

// A page that the browser brings back from its memory may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.forms) {
    delete form.dataset.sent;
    for (const button of buttonsOf(form)) button.removeAttribute("aria-busy");
  }
});

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) sessionStorage.clear();
});

// On a shared computer, what somebody else typed and left is gone as soon as the next person is signed in.
const user = document.body.dataset.user;
const left = Object.keys(sessionStorage).filter((key) => key.startsWith("draft ") && !key.startsWith(`draft ${user} `));
if (user) for (const key of left) sessionStorage.removeItem(key);

function tick() {
  for (const clock of document.querySelectorAll("[data-clock]")) clock.textContent = timeNow();
}

// A station's form takes the keyboard at its first question; on a tablet nothing jumps.
function begin() {
  if (document.activeElement !== document.body || !matchMedia("(pointer: fine)").matches) return;
  const fields = [...document.querySelectorAll("form[data-skip] [data-field]")].filter((field) => field.offsetParent);
  fields[0]?.querySelector("input:checked, input:not([type=hidden]):not(:disabled), select, textarea")?.focus({ preventScroll: true });
}

setInterval(tick, 15000);
document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:load", (event) => wake(event.detail.elt));
document.addEventListener("pratique:new", (event) => wake(event.target));
wake(document.body).then(() => { begin(); document.documentElement.dataset.awake = "yes"; });
