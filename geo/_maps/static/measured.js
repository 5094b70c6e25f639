// What is drawn of chosen incidents: the circle an imprecise one lies in, the measured lines, their kilometres.

import { markArea } from "./areas.js";
import { measuredLabel } from "./facts.js";
import { geodesicCircle, geodesicLine, measure } from "./geodesic.js";
import { Incident } from "./incident.js";
import { unroundedPolygon } from "./shapes.js";
import { colour, measuredStyle } from "./style.js";

const MERCATOR_LIMIT = 85.05;
// A circle smaller than its symbol says nothing; more circles than this would hide the map.
const LEAST_CIRCLE_M = 1000;
const MOST_CIRCLES = 300;
const MANY_CIRCLES = 12;
const MEASURED = ["border", "city"];

function circleStyle() {
  return { color: colour.incident, weight: 1.3, dashArray: "5 5", fillColor: colour.incident, fillOpacity: 0.06, smoothFactor: 0, interactive: false, className: "geo-circle" };
}

/** The rows whose circles are always seen, one for each circle; none where there would be too many. */
export function commonCircles({ columns: { lon, lat, precision_m: precision }, count, coarse_m: coarse }) {
  const found = new Map();
  let complete = true;
  if (!precision) return { rows: [], complete };
  for (let row = 0; row < count; row++) {
    const radius = precision.at(row);
    if (!(radius > 0) || radius > coarse || (lon?.at(row) ?? null) === null) continue;
    if (radius > LEAST_CIRCLE_M) found.set(`${lon.at(row)},${lat.at(row)},${radius}`, row);
    else complete = false;
    if (found.size > MOST_CIRCLES) return { rows: [], complete: false };
  }
  return { rows: [...found.values()], complete };
}

/** Says whether any row has a line of this name to be drawn. */
export function hasLine({ columns, count }, stem) {
  // An area has an interval and no line.
  const [azimuth, metres] = [columns[`${stem}_azimuth_deg`] ?? columns[stem], columns[`${stem}_m`]];
  if (!azimuth || !metres) return false;
  for (let row = 0; row < count; row++) if (azimuth.at(row) !== null && metres.at(row) !== null && (columns.lon?.at(row) ?? null) !== null) return true;
  return false;
}

/** Where a measured line sets out to, and how far; null where there is none. To a listed place it ends in the place. */
function wayTo(one, name) {
  const [azimuth, distance, place] = [one.azimuth(name), one.value(`${name}_m`), name === "city" ? one.place(name) : null];
  if (azimuth === null || distance === null) return null;
  return place ? measure(one.value("lon"), one.value("lat"), place.lon, place.lat) : { azimuth, distance };
}

/** The shapes that belong to some rows: circles, measured lines, and the labels of those lines; thinly, the circles of others. */
export function drawMeasured(leaflet, layer, payload, areas, rows, others = []) {
  const { columns } = payload;
  const place = (row) => ["lon", "lat", "precision_m"].map((name) => columns[name]?.at(row) ?? null);
  const shown = [];
  const Circle = unroundedPolygon(leaflet);
  const labels = [];
  layer.clearLayers();
  for (const row of others.filter((other) => !rows.includes(other))) {
    const style = others.length > MANY_CIRCLES ? { weight: 0.8, opacity: 0.55, dashArray: "3 3" } : { weight: 1, opacity: 0.8, dashArray: "4 4" };
    new Circle(geodesicCircle(...place(row)), { ...circleStyle(), ...style, fill: false }).addTo(layer);
  }
  for (const row of rows) {
    const [lon, lat, radius] = place(row);
    const area = areas.get(row);
    if (area) {
      // An area has no line to measure along: what is known of its distance stands in it.
      const points = markArea(leaflet, layer, area);
      shown.push({ row, name: area.circle ? "circle" : "area", points });
      const told = measuredLabel(payload, row, MEASURED[0]);
      const kind = told ? "distance-border" : "area";
      labels.push({ text: [area.name, ...(told ?? [])], lat: area.lat, lon: area.lon, kind, spacing: 3, near: points, keep: rows.length === 1 });
      continue;
    }
    if (lon === null || lat === null) continue;
    if (radius > 0) {
      const points = geodesicCircle(lon, lat, radius);
      new Circle(points, circleStyle()).addTo(layer);
      shown.push({ row, name: "circle", points });
    }
    if (rows.length === 1) {
      const mark = [Math.max(-MERCATOR_LIMIT, Math.min(MERCATOR_LIMIT, lat)), lon];
      leaflet.circleMarker(mark, { radius: 10, color: colour.borderLine, weight: 2, fill: false, interactive: false, className: "geo-selected" }).addTo(layer);
    }
    for (const name of MEASURED) {
      const way = wayTo(new Incident(payload, row), name);
      const text = way === null ? null : measuredLabel(payload, row, name);
      if (text === null) continue;
      const points = geodesicLine(lon, lat, way.azimuth, way.distance);
      const style = measuredStyle(name);
      leaflet.polyline(points, { color: colour.paper, weight: 4.5, opacity: 0.8, interactive: false }).addTo(layer);
      leaflet.polyline(points, { ...style, interactive: false, className: `geo-line-${name}` }).addTo(layer);
      leaflet.circleMarker(points.at(-1), { radius: 3, color: style.color, weight: 2, fillColor: colour.paper, fillOpacity: 1, interactive: false }).addTo(layer);
      shown.push({ row, name, points });
      labels.push({ text, line: points, kind: `distance-${name}`, spacing: 3, keep: rows.length === 1 });
    }
  }
  return { shown, labels };
}
