// Incidents that are areas: the outline they lie in, filled lightly, with no pin and no coordinates.

import { decodeLine } from "./decode.js";
import { colour } from "./style.js";

const OUTLINE = { color: colour.incident, weight: 1.4, opacity: 0.9, fillColor: colour.incident, fillOpacity: 0.1, smoothFactor: 0.5, className: "geo-area" };
const CHOSEN = { color: colour.borderLine, weight: 2.6, fill: false, interactive: false, smoothFactor: 0.5, className: "geo-selected-area" };

/** Incidents in one area are drawn once: { polygons, label, name, rows }, the largest area first. */
export function gatherAreas({ areas }) {
  const found = areas.outlines.map(({ polygons, label: [lon, lat], name }) => ({
    polygons: polygons.map((rings) => rings.map((ring) => decodeLine(ring, areas.step))),
    lon, lat, name, rows: [],
  }));
  areas.of.forEach((outline, row) => {
    if (outline !== null) found[outline].rows.push(row);
  });
  return found.sort((one, other) => extent(other) - extent(one));
}

/** The area of a row, or undefined for a point. */
export function areaOf(areas, row) {
  return areas.find((area) => area.rows.includes(row));
}

/** Draws the areas, the larger under the smaller; calls onSelect with the rows of the one that was chosen. */
export function drawAreas(leaflet, map, renderer, areas, onSelect) {
  for (const area of areas) {
    const shape = leaflet.polygon(area.polygons, { ...OUTLINE, renderer, pane: "geo-spots" });
    shape.on("click", () => onSelect(area.rows));
    shape.addTo(map);
  }
}

/** Marks the area of the chosen incident; returns its corners. */
export function markArea(leaflet, layer, area) {
  leaflet.polygon(area.polygons, CHOSEN).addTo(layer);
  return area.polygons.flatMap(([outer]) => outer);
}

/** What is written in an area: its name, or how many incidents are in it. */
export function areaNames(areas) {
  return areas.map(({ name, lon, lat, rows }) => ({
    text: rows.length === 1 ? name : [name, `${rows.length.toLocaleString("en")} incidents`], lat, lon, kind: "area", spacing: 3, margin: 2,
  }));
}

function extent({ polygons }) {
  const corners = polygons.flatMap(([outer]) => outer);
  const span = (axis) => {
    const values = corners.map((corner) => corner[axis]);
    return values.reduce((most, value) => Math.max(most, value), -Infinity) - values.reduce((least, value) => Math.min(least, value), Infinity);
  };
  return corners.length ? span(0) * span(1) : 0;
}
