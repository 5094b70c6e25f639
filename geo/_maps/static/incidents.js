// The incidents: one symbol for each spot, the circle within which an imprecise one lies, measured lines.

import { geodesicCircle, geodesicLine } from "./geodesic.js";
import { colour, MEASURED_STYLES } from "./style.js";

const MERCATOR_LIMIT = 85.05;
const RADIUS = 5;
const LARGEST_RADIUS = 14;

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

/** Draws the symbols; calls onSelect with the rows of the spot that was chosen. */
export function drawSpots(leaflet, map, payload, spots, onSelect) {
  map.createPane("geo-spots").style.zIndex = "450";
  const renderer = leaflet.canvas({ pane: "geo-spots", padding: 0.5, tolerance: 4 });
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

/** The shapes that belong to some rows: circles, measured lines, and the labels of those lines. */
export function drawMeasured(leaflet, layer, payload, rows) {
  const shown = [];
  const labels = [];
  layer.clearLayers();
  for (const row of rows) {
    const [lon, lat, radius] = [payload.lon[row], payload.lat[row], payload.precision_m[row]];
    if (lon === null || lat === null) continue;
    if (radius > 0) {
      const points = geodesicCircle(lon, lat, radius);
      leaflet.polygon(points, { color: colour.incident, weight: 1.3, dashArray: "5 5", fillColor: colour.incident, fillOpacity: 0.06, smoothFactor: 0.5, interactive: false, className: "geo-circle" }).addTo(layer);
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
      labels.push({ text: line.labels[row], line: points, kind: `distance-${line.name}`, spacing: 3 });
    }
  }
  return { shown, labels };
}
