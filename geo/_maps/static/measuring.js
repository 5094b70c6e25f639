// The measuring tool: points set by a click, a tap or a button, geodesics between them, their lengths.

import { element } from "./dom.js";
import { geodesicLine, measure } from "./geodesic.js";
import { later, number, say } from "./lang.js";
import { colour } from "./style.js";
import { lengthText, roundingStep, withDirection } from "./words.js";

const METRES_PER_MILE = 1609.344;
const EQUATOR_M = 40075017;
const PANE = "geo-measuring";

export class Measuring {
  constructor(leaflet, map, stage, { labels, onChange }) {
    Object.assign(this, { leaflet, map, labels, onChange, points: [], active: false });
    map.createPane(PANE).style.zIndex = "610";
    map.getPane(PANE).style.pointerEvents = "none";
    this.layer = leaflet.layerGroup().addTo(map);
    this.told = element("div", { role: "status", class: "geo-measured" });
    this.list = element("ol", { class: "geo-legs" });
    this.card = element("section", { class: "geo-card", hidden: true });
    this.cross = element("div", { class: "geo-cross", hidden: true, "aria-hidden": "true" });
    stage.append(this.card, this.cross);
    this.furnish();
    map.on("click", ({ latlng, originalEvent }) => {
      if (this.active && !originalEvent.target.closest?.(".leaflet-control")) this.add(latlng);
    });
    stage.addEventListener("keydown", (event) => event.key === "Escape" && this.active && this.stop());
  }

  /** Makes the card, in the language of the time. */
  furnish() {
    const button = (label, name, act) => element("button", { type: "button", class: "geo-more", "data-measure": name, onclick: act }, say(label));
    this.card.setAttribute("aria-label", say("Measure"));
    this.card.replaceChildren(
      element("p", {}, say("Click or tap the map to set points; or move the map with the arrow keys and add its middle.")),
      this.list, this.told,
      element("div", { class: "geo-row" }, button(later("Add the middle"), "add", () => this.add(this.map.getCenter())), button(later("Undo"), "undo", () => this.undo()), button(later("Close"), "close", () => this.stop())),
    );
    this.draw();
  }

  toggle() {
    if (this.active) this.stop();
    else this.start();
  }

  start() {
    this.active = true;
    this.show();
    this.card.querySelector("button").focus();
  }

  stop() {
    Object.assign(this, { active: false, points: [] });
    this.draw();
    this.show();
  }

  show() {
    this.card.hidden = this.cross.hidden = !this.active;
    this.map.getContainer().classList.toggle("geo-measuring", this.active);
    this.onChange(this.active);
  }

  add({ lat, lng }) {
    // No finer than the pixel that was pointed at.
    const pixel = EQUATOR_M / (256 * 2 ** this.map.getZoom());
    this.points.push({ lon: lng, lat: Math.max(-90, Math.min(90, lat)), pixel });
    this.draw();
  }

  undo() {
    this.points.pop();
    this.draw();
  }

  draw() {
    const { leaflet, layer, points } = this;
    layer.clearLayers();
    this.list.replaceChildren();
    let total = 0;
    const style = { pane: PANE, color: colour.measure, weight: 2.4, dashArray: "2 5", lineCap: "round", interactive: false, className: "geo-measure-line" };
    const labels = [];
    const coarsest = Math.max(...points.map(({ pixel }) => pixel));
    points.forEach((point, place) => {
      leaflet.circleMarker([point.lat, point.lon], { pane: PANE, radius: 3.5, color: style.color, weight: 2, fillColor: colour.paper, fillOpacity: 1, interactive: false }).addTo(layer);
      if (place === 0) return;
      const before = points[place - 1];
      const { distance, azimuth } = measure(before.lon, before.lat, point.lon, point.lat);
      total += distance;
      const pixel = Math.max(before.pixel, point.pixel);
      const line = geodesicLine(before.lon, before.lat, azimuth ?? 0, distance);
      leaflet.polyline(line, style).addTo(layer);
      // The short way may leave the sheet on one side, and come back on the other.
      const turn = Math.round((point.lon - line.at(-1)[1]) / 360);
      if (turn !== 0) leaflet.polyline(line.map(([lat, lon]) => [lat, lon + 360 * turn]), style).addTo(layer);
      labels.push({ text: inWords(distance, pixel), line, kind: "ring", spacing: 2 });
      this.list.append(element("li", {}, withDirection(say("about {length}", { length: inWords(distance, pixel) }), azimuth)));
    });
    this.labels.setMeasured(labels);
    this.told.textContent = points.length < 2 ? sayPoints(points.length) : say("In all about {km}, {miles} miles", { km: inWords(total, coarsest), miles: inMiles(total, coarsest) });
  }
}

function sayPoints(count) {
  return say(count === 0 ? "No point yet" : "One point; set another");
}

function inMiles(metres, pixel) {
  const step = 10 ** Math.ceil(Math.log10(roundingStep(metres, pixel, null) / METRES_PER_MILE));
  return number(Math.round(metres / METRES_PER_MILE / step) * step, { maximumFractionDigits: Math.max(0, -Math.log10(step)) });
}

function inWords(metres, pixel) {
  const step = roundingStep(metres, pixel, null);
  return lengthText(Math.floor(metres / step + 0.5) * step, step);
}
