// On a phone the panel is a sheet at the foot: the reader draws it up or down, or taps its handle.

import { element } from "./dom.js";
import { later, say } from "./lang.js";

const HEIGHTS = ["low", "half", "high"];
const SHARES = { low: 0.14, half: 0.46, high: 0.86 };
const LABELS = { low: later("Panel: low. Tap for half the screen"), half: later("Panel: half. Tap for nearly all of the screen"), high: later("Panel: high. Tap to lower it") };
const LEAST_DRAG = 6;

export class Sheet {
  constructor(host, onChange) {
    Object.assign(this, { host, onChange, height: "half", from: null });
    this.handle = element("button", { type: "button", class: "geo-handle" });
    this.handle.addEventListener("click", () => this.dragged || this.use(HEIGHTS[(HEIGHTS.indexOf(this.height) + 1) % HEIGHTS.length]));
    this.handle.addEventListener("pointerdown", (event) => this.down(event));
    this.handle.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) this.handle.addEventListener(end, () => this.up());
    this.use("half");
  }

  use(height) {
    this.height = height;
    this.host.dataset.sheet = height;
    this.host.style.removeProperty("--share");
    this.handle.setAttribute("aria-label", say(LABELS[height]));
    this.onChange();
  }

  down(event) {
    this.from = event.clientY;
    this.dragged = false;
    this.handle.setPointerCapture(event.pointerId);
  }

  move(event) {
    if (this.from === null || (!this.dragged && Math.abs(event.clientY - this.from) < LEAST_DRAG)) return;
    this.dragged = true;
    const { bottom, height } = this.host.getBoundingClientRect();
    this.share = Math.max(SHARES.low, Math.min(SHARES.high, (bottom - event.clientY) / height));
    this.host.style.setProperty("--share", this.share.toFixed(3));
  }

  up() {
    if (this.dragged) {
      const nearest = [...HEIGHTS].sort((one, other) => Math.abs(SHARES[one] - this.share) - Math.abs(SHARES[other] - this.share))[0];
      this.use(nearest);
    }
    this.from = null;
  }
}
