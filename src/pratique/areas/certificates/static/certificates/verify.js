// The page that checks a certificate: takes a file, a picture or a text, and says what was found.

import { LARGEST_FILE, Malformed, isCode, isPdf, readTrustList, verifyCode, verifyPdf } from "./verification.js";

const LONGEST_SIDE = 2000;
const result = document.getElementById("result");
const trustLine = document.getElementById("trust");
const view = document.getElementById("view");
let trust = null;
let lastPhoto = null;

const fetched = fetchTrustList();
document.getElementById("file").addEventListener("change", (event) => checkFile(event.target.files[0]));
document.getElementById("camera").addEventListener("click", toggleCamera);
document.getElementById("text-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = document.getElementById("text").value.trim();
  check(async () => (isCode(text) ? verifyCode(text, trust, today()) : { verdict: "unreadable" }));
});
prepareDrop(document.getElementById("drop"));

async function fetchTrustList() {
  try {
    const answer = await fetch(trustLine.dataset.address);
    if (!answer.ok) throw new Malformed("no list");
    trust = await readTrustList(await answer.text());
    describeList();
  } catch {
    trustLine.textContent = sentence("no-list");
  }
}

function describeList() {
  const age = Math.max(0, Math.floor((Date.now() - Date.parse(trust.issued_at)) / 86400000));
  const line = sentence("list")
    .replace("{date}", dayInWords(trust.issued_at.slice(0, 10)))
    .replace("{age}", age)
    .replace("{organization}", trust.organization)
    .replace("{fingerprint}", trust.fingerprint);
  trustLine.textContent = Date.now() > Date.parse(trust.valid_until) ? `${line} ${sentence("old")}` : line;
}

function checkFile(file) {
  if (!file) return;
  check(async () => (file.size > LARGEST_FILE ? { verdict: "too_large" } : judge(new Uint8Array(await file.arrayBuffer()), file)));
}

async function judge(bytes, file) {
  if (isPdf(bytes)) return verifyPdf(bytes, trust, today());
  const text = bytes.length < 8192 ? new TextDecoder().decode(bytes).replace(/\r?\n$/, "") : "";
  if (isCode(text)) return verifyCode(text, trust, today());
  return judgePicture(file);
}

async function judgePicture(file) {
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return { verdict: "unreadable" };
  }
  for (const side of [LONGEST_SIDE, 1200, 700]) {
    const code = findCode(picture, picture.width, picture.height, side);
    if (code) return isCode(code) ? verifyCode(code, trust, today()) : { verdict: "no_code" };
  }
  return { verdict: "no_code" };
}

function findCode(source, width, height, side) {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  paper.fillStyle = "white";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(source, 0, 0, canvas.width, canvas.height);
  const points = paper.getImageData(0, 0, canvas.width, canvas.height);
  return window.jsQR(points.data, points.width, points.height)?.data ?? "";
}

async function toggleCamera() {
  if (view.srcObject) return stopCamera();
  try {
    view.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    result.textContent = sentence("no-camera");
    return undefined;
  }
  view.hidden = false;
  await view.play();
  return watchCamera();
}

async function watchCamera() {
  while (view.srcObject) {
    const code = view.videoWidth ? findCode(view, view.videoWidth, view.videoHeight, 1200) : "";
    if (isCode(code)) {
      stopCamera();
      check(() => verifyCode(code, trust, today()));
    } else {
      await new Promise((resolve) => { setTimeout(resolve, 200); });
    }
  }
}

function stopCamera() {
  for (const track of view.srcObject.getTracks()) track.stop();
  view.srcObject = null;
  view.hidden = true;
}

async function check(judgement) {
  result.textContent = sentence("checking");
  await fetched;
  show(trust ? await judgement() : { verdict: "no_trust_list" });
}

function show(found) {
  if (lastPhoto) URL.revokeObjectURL(lastPhoto);
  lastPhoto = null;
  const words = document.querySelector(`template[data-verdict="${found.verdict}"]`).content.cloneNode(true);
  result.replaceChildren(words);
  result.dataset.verdict = found.verdict;
  if (found.claims) result.append(details(found));
  if (found.claims && found.checked === "code") result.append(element("p", sentence("code-only")));
  result.focus();
}

function details(found) {
  const box = element("div");
  box.className = "finding";
  const list = element("dl");
  const said = { ...found.claims, site: found.key.site };
  for (const name of document.getElementById("claim-names").content.children) {
    const text = inWords(name.dataset.claim, said[name.dataset.claim]);
    if (text) list.append(element("dt", name.textContent), isolated(text));
  }
  box.append(list);
  if (found.photo) box.append(photograph(found.photo));
  return box;
}

function photograph(bytes) {
  lastPhoto = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
  const picture = element("img");
  picture.src = lastPhoto;
  picture.alt = sentence("photo");
  return picture;
}

function inWords(claim, text) {
  if (claim === "statement" && text === "met") return sentence("met");
  return ["issued_on", "expires_on", "date_of_birth"].includes(claim) ? dayInWords(text) : text;
}

function dayInWords(text) {
  if (text.length !== 10) return text;
  const { lang } = document.documentElement;
  const language = `${lang === "en" ? "en-GB" : lang}-u-nu-latn`;
  const form = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(language, form).format(new Date(`${text}T00:00:00Z`));
}

function isolated(text) {
  const value = element("dd");
  value.append(element("bdi", text));
  return value;
}

function prepareDrop(place) {
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      place.classList.toggle("is-over", kind === "dragenter" || kind === "dragover");
    });
  }
  document.addEventListener("drop", (event) => checkFile(event.dataTransfer.files[0]));
}

function sentence(name) {
  return document.getElementById("sentences").content.querySelector(`[data-sentence="${name}"]`).textContent;
}

function element(kind, text = "") {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}

/** The date where the reader is: a certificate's last day ends at her midnight. */
function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}
