// The legend: exactly what is drawn on this map, and the way to the table of disputed ground.

import { drawing, element } from "./dom.js";
import { groupInLegend } from "./grouping.js";
import { later, say } from "./lang.js";
import { hasLine } from "./measured.js";
import { colour, HATCH_FILL, lineStyles, measuredStyle, unitStyle } from "./style.js";

const NARROW = "(max-width: 640px)";
const SEVERAL = later("Several incidents at one spot; the number counts them");
const SEVERAL_RIM = later("Several incidents at one spot; the number counts them, the white part of the rim those known only to a radius");

/** The legend, in an element of its own; `draw` writes it anew when what is on the map has changed. */
export class Legend {
  constructor(payload, { drawn, areas, spots, circles, disputes }) {
    Object.assign(this, { payload, drawn, areas, spots, circles });
    this.lines = { border: hasLine(payload, "border"), city: hasLine(payload, "city") };
    this.list = element("ul", { class: "geo-legend" });
    const open = !matchMedia(NARROW).matches;
    this.node = element("section", { class: "geo-foot" },
      element("details", { open, class: "geo-legend-box" }, element("summary", {}, element("h3", {}, say("Legend"))), this.list),
      disputes,
      element("p", { class: "geo-small geo-worldview" }, say(payload.disputes.worldview)));
  }

  draw(grouped = false) {
    this.drawLines(grouped);
  }

  drawLines(grouped) {
    const { payload, drawn } = this;
    this.list.replaceChildren();
    const add = (symbol, text) => this.list.append(entry(symbol, text));
    const ink = payload.options.category ? colour.mixed : colour.incident;
    const [exact, hollow, several] = this.countSymbols();
    if (exact) add(dot(colour.paper, ink), say("Incident"));
    if (hollow) {
      const circle = this.circles.complete ? later("Incident known only to a radius; the dashed circle holds it") : later("Incident known only to a radius; choose it to see its circle");
      add(dot(ink, colour.paper), say(circle));
    }
    if (this.areas.some(({ circle }) => !circle)) add(patch(), say("Incident known only to an area; it lies somewhere inside"));
    if (this.areas.some(({ circle }) => circle)) add(ring(), say("Incident known only to a circle of more than {km} km; it lies somewhere inside", { km: payload.coarse_m / 1000 }));
    if (several) {
      const rim = this.spots.hollowShown.some((count, spot) => count > 0 && this.spots.shown[spot] > 1);
      add(dot(colour.paper, ink, "3"), say(rim ? SEVERAL_RIM : SEVERAL));
    }
    if (grouped) add(...groupInLegend(ink));
    if (this.lines.border) add(stroke(measuredStyle("border")), say("Shortest line to the nearest land border"));
    if (this.lines.city) add(stroke(measuredStyle("city")), say("Shortest line to the nearest listed city"));
    this.list.append(...groundLegend(payload, drawn));
  }

  /** Whether there are exact, imprecise and several incidents at a spot. */
  countSymbols() {
    const { shown, hollowShown } = this.spots;
    let [exact, hollow, several] = [false, false, false];
    for (let spot = 0; spot < shown.length; spot++) {
      if (shown[spot] > hollowShown[spot]) exact = true;
      if (hollowShown[spot] > 0) hollow = true;
      if (shown[spot] > 1) several = true;
    }
    return [exact, hollow, several];
  }
}

/** The entries of what is drawn of the ground: lines and hatches. */
export function groundLegend(payload, drawn) {
  const found = [];
  const styles = lineStyles();
  for (const [kind, name] of Object.entries(payload.kinds)) {
    if (drawn.kinds.has(kind)) found.push(entry(stroke(styles[kind]), say(name)));
  }
  if (drawn.regions) found.push(entry(stroke(unitStyle("region")), say(payload.region_line)));
  if (drawn.districts) found.push(entry(stroke(unitStyle("district")), say(payload.district_line)));
  if (drawn.disputed.length > 0) found.push(entry(hatch(), say(payload.disputes.hatch)));
  return found;
}

function entry(symbol, text) {
  return element("li", {}, symbol, element("span", {}, capital(text)));
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/** A small picture of a symbol. */
export function picture(...shapes) {
  return drawing("svg", { width: 38, height: 14, "aria-hidden": "true" }, ...shapes);
}

function dot(edge, fill, count) {
  const circle = drawing("circle", { cx: 19, cy: 7, r: count ? 6.5 : 4.5, stroke: edge, fill, "stroke-width": 1.5 });
  if (!count) return picture(circle);
  const style = { x: 19, y: 10.2, fill: colour.onMixed, "text-anchor": "middle", "font-size": 9, "font-weight": 700 };
  return picture(circle, drawing("text", style, count));
}

function stroke(style) {
  return picture(drawing("line", { x1: 1, x2: 37, y1: 7, y2: 7, stroke: style.color, "stroke-width": style.weight, "stroke-dasharray": style.dashArray ?? "none", "stroke-linecap": style.lineCap ?? "butt" }));
}

function patch() {
  return picture(drawing("rect", { x: 2, y: 1.5, width: 34, height: 11, stroke: colour.incident, "stroke-width": 1.4, fill: colour.incident, "fill-opacity": 0.1 }));
}

function ring() {
  return picture(drawing("circle", { cx: 19, cy: 7, r: 6, stroke: colour.incident, "stroke-width": 1.2, "stroke-dasharray": "3 2.5", fill: colour.incident, "fill-opacity": 0.06 }));
}

function hatch() {
  const edge = drawing("rect", { x: 1, y: 1, width: 36, height: 12, fill: colour.land });
  return picture(edge, drawing("rect", { x: 1, y: 1, width: 36, height: 12, fill: HATCH_FILL }));
}
