// The pointer over the map: what is under it, told in a small flag, and chosen by a click or a tap.

import { element } from "./dom.js";
import { toldOf } from "./find.js";

const TOUCH_MS = 1500;

/** Listens to the map; `find(point)` gives what find.js does, `choose(found)` is called on a click. */
export class Pointer {
  constructor(map, stage, { find, choose, titles }) {
    Object.assign(this, { map, find, titles, waiting: null });
    this.flag = element("div", { class: "geo-flag", dir: "auto", hidden: true });
    stage.append(this.flag);
    let touched = 0;
    map.getContainer().addEventListener("touchstart", () => (touched = Date.now()), { passive: true });
    map.on("click", ({ containerPoint, originalEvent }) => {
      if (originalEvent.target.closest?.(".leaflet-interactive, .leaflet-control")) return;
      const found = find(containerPoint);
      this.lower();
      if (found?.count) choose(found);
    });
    map.on("mousemove", ({ containerPoint, originalEvent }) => {
      // A finger points at nothing; browsers make a move of the mouse from its tap.
      if (originalEvent.pointerType === "touch" || Date.now() - touched < TOUCH_MS) return;
      if (this.waiting === null) requestAnimationFrame(() => this.look());
      this.waiting = containerPoint;
    });
    map.on("mouseout movestart zoomstart", () => this.lower());
  }

  look() {
    const point = this.waiting;
    this.waiting = null;
    if (!point) return;
    const found = this.find(point);
    this.map.getContainer().classList.toggle("geo-over", Boolean(found?.count));
    if (!found?.count) {
      this.flag.hidden = true;
      return;
    }
    this.flag.textContent = found.count === 1 ? this.titles.at(found.rows()[0]) : toldOf(found);
    this.flag.hidden = false;
    const { x: width } = this.map.getSize();
    const left = Math.max(4, Math.min(width - this.flag.offsetWidth - 4, point.x + 12));
    const top = point.y > 60 ? point.y - this.flag.offsetHeight - 8 : point.y + 18;
    this.flag.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  lower() {
    this.waiting = null;
    this.flag.hidden = true;
    this.map.getContainer().classList.remove("geo-over");
  }
}
