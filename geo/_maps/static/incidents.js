// The incidents: one symbol for each spot, the circle within which an imprecise one lies, measured lines.

import { areaOf, markArea } from "./areas.js";
import { geodesicCircle, geodesicLine } from "./geodesic.js";
import { colour, MEASURED_STYLES } from "./style.js";

const MERCATOR_LIMIT = 85.05;
const RADIUS = 5;
const LARGEST_RADIUS = 14;
// A circle smaller than its symbol says nothing; more circles than this would hide the map.
const LEAST_CIRCLE_M = 1000;
const MOST_CIRCLES = 300;
const MANY_CIRCLES = 12;

const CIRCLE = { color: colour.incident, weight: 1.3, dashArray: "5 5", fillColor: colour.incident, fillOpacity: 0.06, smoothFactor: 0, interactive: false, className: "geo-circle" };

/** Incidents at one coordinate are one spot; they are never moved apart. */
export function gatherSpots(payload) {
  const spots = new Map();
  payload.titles.forEach((_, row) => {
    const { lon: { [row]: lon }, lat: { [row]: lat } } = payload;
    if (lon === null || lat === null) return;
    const key = `${lon},${lat}`;
    if (!spots.has(key)) spots.set(key, { lon, lat: Math.max(-MERCATOR_LIMIT, Math.min(MERCATOR_LIMIT, lat)), rows: [] });
    spots.get(key).rows.push(row);
  });
  return [...spots.values()];
}

/** The canvas of symbols and areas: one for both, since a canvas takes every click on the map under it. */
export function spotsCanvas(leaflet, map) {
  map.createPane("geo-spots").style.zIndex = "450";
  return leaflet.canvas({ pane: "geo-spots", padding: 0.5, tolerance: 4 });
}

/** Draws the symbols; calls onSelect with the rows of the spot that was chosen. */
export function drawSpots(leaflet, map, renderer, payload, spots, onSelect) {
  const many = spots.length > 200;
  for (const spot of spots) {
    const count = spot.rows.length;
    const imprecise = spot.rows.some((row) => payload.precision_m[row] > 0);
    const marker = leaflet.circleMarker([spot.lat, spot.lon], {
      renderer,
      pane: "geo-spots",
      radius: count > 1 ? Math.min(LARGEST_RADIUS, RADIUS + 2 * Math.log2(count)) : many ? 3.5 : RADIUS,
      color: imprecise ? colour.incident : "#ffffff",
      weight: imprecise ? 1.5 : many ? 0.7 : 1.2,
      fillColor: imprecise ? "#ffffff" : colour.incident,
      fillOpacity: many ? 0.7 : 0.95,
    });
    marker.on("click", () => onSelect(spot.rows));
    marker.addTo(map);
  }
}

/** The rows whose circles are always seen, one for each circle; none where there would be too many. */
export function commonCircles(payload) {
  const found = new Map();
  let complete = true;
  payload.titles.forEach((_, row) => {
    const [lon, lat, radius] = [payload.lon[row], payload.lat[row], payload.precision_m[row]];
    if (lon === null || lat === null || !(radius > 0)) return;
    if (radius > LEAST_CIRCLE_M) found.set(`${lon},${lat},${radius}`, row);
    else complete = false;
  });
  if (found.size > MOST_CIRCLES) return { rows: [], complete: false };
  return { rows: [...found.values()], complete };
}

/** The shapes that belong to some rows: circles, measured lines, and the labels of those lines; thinly, the circles of others. */
export function drawMeasured(leaflet, layer, payload, areas, rows, others = []) {
  const shown = [];
  const Circle = unroundedPolygon(leaflet);
  const labels = [];
  layer.clearLayers();
  for (const row of others.filter((other) => !rows.includes(other))) {
    const style = others.length > MANY_CIRCLES ? { weight: 0.8, opacity: 0.55, dashArray: "3 3" } : { weight: 1, opacity: 0.8, dashArray: "4 4" };
    const points = geodesicCircle(payload.lon[row], payload.lat[row], payload.precision_m[row]);
    new Circle(points, { ...CIRCLE, ...style, fill: false }).addTo(layer);
  }
  for (const row of rows) {
    const [lon, lat, radius] = [payload.lon[row], payload.lat[row], payload.precision_m[row]];
    const area = areaOf(areas, row);
    if (area) {
      // An area has no line to measure along: what is known of its distance stands in it.
      const points = markArea(leaflet, layer, area);
      shown.push({ row, name: "area", points });
      const { labels: { [row]: told } } = payload.lines[0];
      const kind = told ? "distance-border" : "area";
      labels.push({ text: [area.name, ...(told ?? [])], lat: area.lat, lon: area.lon, kind, spacing: 3, near: points, keep: rows.length === 1 });
    }
    if (lon === null || lat === null) continue;
    if (radius > 0) {
      const points = geodesicCircle(lon, lat, radius);
      new Circle(points, CIRCLE).addTo(layer);
      shown.push({ row, name: "circle", points });
    }
    if (rows.length === 1) {
      const mark = [Math.max(-MERCATOR_LIMIT, Math.min(MERCATOR_LIMIT, lat)), lon];
      leaflet.circleMarker(mark, { radius: 10, color: colour.borderLine, weight: 2, fill: false, interactive: false, className: "geo-selected" }).addTo(layer);
    }
    for (const line of payload.lines) {
      const [azimuth, distance] = [line.azimuth_deg[row], line.distance_m[row]];
      if (azimuth === null || distance === null || !line.labels[row]) continue;
      const points = geodesicLine(lon, lat, azimuth, distance);
      const style = MEASURED_STYLES[line.name];
      leaflet.polyline(points, { color: "#ffffff", weight: 4.5, opacity: 0.8, interactive: false }).addTo(layer);
      leaflet.polyline(points, { ...style, interactive: false, className: `geo-line-${line.name}` }).addTo(layer);
      leaflet.circleMarker(points.at(-1), { radius: 3, color: style.color, weight: 2, fillColor: "#ffffff", fillOpacity: 1, interactive: false }).addTo(layer);
      shown.push({ row, name: line.name, points });
      labels.push({ text: line.labels[row], line: points, kind: `distance-${line.name}`, spacing: 3, keep: rows.length === 1 });
    }
  }
  return { shown, labels };
}

/** A polygon whose corners are not moved to whole pixels, which would make a circle look cut with scissors. */
function unroundedPolygon(leaflet) {
  return leaflet.Polygon.extend({
    _projectLatlngs(latlngs, result, bounds) {
      if (latlngs[0] instanceof leaflet.LatLng) {
        const origin = this._map.getPixelOrigin();
        const ring = latlngs.map((corner) => this._map.project(corner).subtract(origin));
        ring.forEach((point) => bounds.extend(point));
        result.push(ring);
      } else {
        latlngs.forEach((part) => this._projectLatlngs(part, result, bounds));
      }
    },
  });
}
