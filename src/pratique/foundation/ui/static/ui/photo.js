// A photograph from a file or the camera: turned, moved and brought closer on a canvas, sent as a JPEG of 480 x 600.
import { fresh } from "./fresh.js";
import { words } from "./words.js";

const WIDTH = 480;
const HEIGHT = 600;

class Photo {
  constructor(place) {
    this.place = place;
    this.frame = place.querySelector("[data-photo-frame]");
    this.file = this.part("file");
    this.hint = place.querySelector("[data-hint]");
    this.turn = 0;
    this.shift = [0, 0];
    this.file.addEventListener("change", () => this.choose());
    this.part("camera").addEventListener("click", () => this.open());
    this.part("take").addEventListener("click", () => this.take());
    this.part("turn").addEventListener("click", () => { this.turn = (this.turn + 1) % 4; this.draw(); });
    this.part("zoom").addEventListener("input", () => this.draw());
    this.frame.addEventListener("pointermove", (event) => this.move(event));
  }

  part(name) {
    return this.place.querySelector(`[data-photo-${name}]`);
  }

  async choose() {
    const [chosen] = this.file.files;
    if (!chosen || chosen === this.made) return;
    this.stream = null;
    try {
      this.show(await createImageBitmap(chosen, { imageOrientation: "from-image" }));
    } catch {
      this.file.value = "";
      this.hint.textContent = words("notAPicture");
    }
  }

  async open() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user", width: 1280, height: 720 } });
    } catch {
      this.hint.textContent = words("noCamera");
      return;
    }
    const video = document.createElement("video");
    Object.assign(video, { srcObject: this.stream, muted: true, playsInline: true });
    this.frame.replaceChildren(video);
    await video.play();
    this.part("camera").hidden = true;
    this.part("take").hidden = false;
    this.part("take").focus();
  }

  async take() {
    const picture = await createImageBitmap(this.frame.querySelector("video"));
    for (const track of this.stream.getTracks()) track.stop();
    this.part("take").hidden = true;
    this.part("camera").hidden = false;
    this.show(picture);
    this.part("camera").focus();
  }

  show(picture) {
    this.hint.textContent = "";
    this.picture = picture;
    this.turn = 0;
    this.shift = [0, 0];
    this.canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
    this.frame.replaceChildren(this.canvas);
    this.part("turn").hidden = false;
    this.part("zoom-label").hidden = false;
    this.draw();
  }

  move(event) {
    if (!this.picture || event.buttons !== 1) return;
    this.shift = [this.shift[0] + event.movementX * 3, this.shift[1] + event.movementY * 3];
    this.draw();
  }

  draw() {
    const lies = this.turn % 2 === 1;
    const [wide, high] = lies ? [this.picture.height, this.picture.width] : [this.picture.width, this.picture.height];
    const scale = Math.max(WIDTH / wide, HEIGHT / high) * Number(this.part("zoom").value);
    const room = [(wide * scale - WIDTH) / 2, (high * scale - HEIGHT) / 2];
    this.shift = this.shift.map((value, side) => Math.max(-room[side], Math.min(room[side], value)));
    const context = this.canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.translate(WIDTH / 2 + this.shift[0], HEIGHT / 2 + this.shift[1]);
    context.rotate((this.turn * Math.PI) / 2);
    context.scale(scale, scale);
    context.drawImage(this.picture, -this.picture.width / 2, -this.picture.height / 2);
    clearTimeout(this.later);
    this.later = setTimeout(() => this.keep(), 120);
  }

  // The file that the form sends is what the frame shows; drawing it anew also drops what the camera wrote into it.
  keep() {
    this.canvas.toBlob((blob) => {
      this.made = new File([blob], this.stream ? "camera.jpg" : "photo.jpg", { type: "image/jpeg" });
      const carrier = new DataTransfer();
      carrier.items.add(this.made);
      this.file.files = carrier.files;
      this.place.dataset.ready = "yes";
    }, "image/jpeg", 0.88);
  }
}

export function wake(part) {
  for (const place of fresh(part, "[data-photo]")) new Photo(place);
}
