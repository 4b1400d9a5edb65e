// A signature drawn by pointer; a thumb print or spoken consent before a witness is the way by keyboard.
import { fresh } from "./fresh.js";
import { words } from "./words.js";

class Signature {
  constructor(place) {
    this.place = place;
    this.pad = place.querySelector("[data-signature-pad]");
    this.file = place.querySelector("[data-signature-file]");
    this.how = place.querySelector("[data-signature-how]");
    this.state = place.querySelector("[data-signature-state]");
    this.pen = this.pad.getContext("2d");
    Object.assign(this.pen, { lineWidth: 5, lineCap: "round", lineJoin: "round", strokeStyle: "#17232e" });
    this.pad.addEventListener("pointerdown", (event) => this.start(event));
    this.pad.addEventListener("pointermove", (event) => this.line(event));
    this.pad.addEventListener("pointerup", () => this.end());
    this.pad.addEventListener("pointercancel", () => this.end());
    place.querySelector("[data-signature-clear]").addEventListener("click", () => this.clear());
    place.querySelector("[data-signature-witnessed]").addEventListener("change", (event) => this.witness(event.target.checked));
  }

  point(event) {
    const box = this.pad.getBoundingClientRect();
    return [((event.clientX - box.left) * this.pad.width) / box.width, ((event.clientY - box.top) * this.pad.height) / box.height];
  }

  start(event) {
    if (this.how.value === "witnessed") return;
    event.preventDefault();
    this.pad.setPointerCapture(event.pointerId);
    this.isDrawing = true;
    this.length = this.length ?? 0;
    this.at = this.point(event);
  }

  line(event) {
    if (!this.isDrawing) return;
    const to = this.point(event);
    this.pen.beginPath();
    this.pen.moveTo(...this.at);
    this.pen.lineTo(...to);
    this.pen.stroke();
    this.length += Math.hypot(to[0] - this.at[0], to[1] - this.at[1]);
    this.at = to;
  }

  // A dot by accident is no signature.
  end() {
    if (!this.isDrawing) return;
    this.isDrawing = false;
    if (this.length < 60) return;
    this.how.value = "drawn";
    this.state.textContent = words("signed");
    this.pad.toBlob((blob) => this.put([new File([blob], "signature.png", { type: "image/png" })]), "image/png");
  }

  put(files) {
    const carrier = new DataTransfer();
    files.forEach((file) => carrier.items.add(file));
    this.file.files = carrier.files;
    this.how.dispatchEvent(new Event("change", { bubbles: true }));
  }

  clear() {
    this.pen.clearRect(0, 0, this.pad.width, this.pad.height);
    this.length = 0;
    this.how.value = "";
    this.state.textContent = words("notSigned");
    this.put([]);
  }

  witness(isWitnessed) {
    this.clear();
    this.how.value = isWitnessed ? "witnessed" : "";
    const field = this.place.querySelector("[data-signature-witness]");
    const name = field.querySelector("input");
    field.hidden = !isWitnessed;
    name.disabled = !isWitnessed;
    name.required = isWitnessed;
    this.pad.hidden = isWitnessed;
    this.state.hidden = isWitnessed;
    if (isWitnessed) name.focus();
  }
}

export function wake(part) {
  for (const place of fresh(part, "[data-signature]")) new Signature(place);
}
