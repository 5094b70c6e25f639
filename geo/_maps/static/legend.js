// The legend: exactly what is drawn on this map, and the way to the table of disputed ground.

import { drawing, element } from "./dom.js";
import { colour, HATCH_FILL, LINE_STYLES, MEASURED_STYLES, REGION_STYLE } from "./style.js";

const NARROW = "(max-width: 640px)";

/** Builds the legend; on a phone it is folded until asked for. */
export function buildLegend(payload, spots, areas, drawn, button) {
  const list = element("ul", { class: "geo-legend" });
  const add = (picture, text) => list.append(element("li", {}, picture, element("span", {}, capital(text))));
  const located = payload.precision_m.map((radius, row) => (payload.lon[row] === null ? null : radius > 0));
  if (located.includes(false)) add(dot("#ffffff", colour.incident), "Incident");
  if (located.includes(true)) {
    const where = drawn.everyCircle ? "the dashed circle holds it" : "choose it to see its circle";
    add(dot(colour.incident, "#ffffff"), `Incident known only to a radius; ${where}`);
  }
  if (areas.length > 0) add(patch(), "Incident known only to an area; it lies somewhere inside");
  if (spots.some((spot) => spot.rows.length > 1)) {
    add(dot("#ffffff", colour.incident, "3"), "Several incidents at one spot; the number counts them");
  }
  const [border, city] = payload.lines.map(({ labels, azimuth_deg }) => labels.some((label, row) => label && azimuth_deg[row] !== null));
  if (border) add(stroke(MEASURED_STYLES.border), "Shortest line to the nearest land border");
  if (city) add(stroke(MEASURED_STYLES.city), "Shortest line to the nearest listed city");
  for (const [kind, name] of Object.entries(payload.kinds)) {
    if (drawn.kinds.has(kind)) add(stroke(LINE_STYLES[kind]), name);
  }
  if (drawn.regions) add(stroke(REGION_STYLE), payload.region_line);
  if (drawn.disputed.length > 0) add(hatch(), payload.disputes.hatch);
  const open = !matchMedia(NARROW).matches;
  const folded = element("details", { open }, element("summary", {}, element("h3", {}, "Legend")), list);
  const worldview = button && element("p", { class: "geo-small" }, payload.disputes.worldview);
  return element("section", { class: "geo-foot" }, folded, button, worldview);
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

function picture(...shapes) {
  return drawing("svg", { width: 38, height: 14, "aria-hidden": "true" }, ...shapes);
}

function dot(edge, fill, count) {
  const circle = drawing("circle", { cx: 19, cy: 7, r: count ? 6.5 : 4.5, stroke: edge, fill, "stroke-width": 1.5 });
  if (!count) return picture(circle);
  const style = { x: 19, y: 10.2, fill: "#ffffff", "text-anchor": "middle", "font-size": 9, "font-weight": 700 };
  return picture(circle, drawing("text", style, count));
}

function stroke(style) {
  return picture(drawing("line", { x1: 1, x2: 37, y1: 7, y2: 7, stroke: style.color, "stroke-width": style.weight, "stroke-dasharray": style.dashArray ?? "none", "stroke-linecap": style.lineCap ?? "butt" }));
}

function patch() {
  return picture(drawing("rect", { x: 2, y: 1.5, width: 34, height: 11, stroke: colour.incident, "stroke-width": 1.4, fill: colour.incident, "fill-opacity": 0.1 }));
}

function hatch() {
  const edge = drawing("rect", { x: 1, y: 1, width: 36, height: 12, fill: colour.land });
  return picture(edge, drawing("rect", { x: 1, y: 1, width: 36, height: 12, fill: HATCH_FILL }));
}
