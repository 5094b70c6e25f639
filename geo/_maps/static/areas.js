// Incidents that are areas: the outline they lie in, filled lightly, with no pin and no coordinates.

import { decodeLine } from "./decode.js";
import { geodesicCircle } from "./geodesic.js";
import { sayCount } from "./lang.js";
import { unroundedPolygon } from "./shapes.js";
import { colour } from "./style.js";

/** What is known only to an area: { polygons, label, name, rows }, the largest first. A circle wider than a district is one. */
export function gatherAreas(payload) {
  if (!gathered.has(payload)) gathered.set(payload, gather(payload));
  return gathered.get(payload);
}

const gathered = new WeakMap();

function gather(payload) {
  const { areas, columns, count, coarse_m: coarse } = payload;
  const found = areas.outlines.map(({ polygons, label: [lon, lat], name }) => ({
    polygons: polygons.map((rings) => rings.map((ring) => decodeLine(ring, areas.step))),
    lon, lat, name, rows: [], circle: false,
  }));
  const circles = new Map();
  for (let row = 0; row < count; row++) {
    const outline = areas.of.at(row);
    if (outline !== null) found[outline].rows.push(row);
    else if (isCoarse(columns, row, coarse)) {
      const [lon, lat, radius] = ["lon", "lat", "precision_m"].map((name) => columns[name].at(row));
      const key = `${lon},${lat},${radius}`;
      if (!circles.has(key)) {
        const polygons = [[geodesicCircle(lon, lat, radius)]];
        circles.set(key, { polygons, lon, lat, name: payload.titles.at(row), rows: [], circle: true });
      }
      circles.get(key).rows.push(row);
    }
  }
  const all = [...found, ...circles.values()].map((area) => ({ ...area, box: boxOf(area) }));
  return all.sort((one, other) => sizeOf(other.box) - sizeOf(one.box));
}

/** Says whether a point stands for a circle wider than a district; such a one has no symbol. */
export function isCoarse(columns, row, coarse) {
  return (columns.lon?.at(row) ?? null) !== null && (columns.precision_m?.at(row) ?? 0) > coarse;
}

/** The areas on the map; drawn anew when the theme or what is seen changes. */
export class AreaLayer {
  constructor(leaflet, map, areas) {
    this.leaflet = leaflet;
    this.map = map;
    this.areas = areas;
    this.of = new Map(areas.flatMap((area) => area.rows.map((row) => [row, area])));
    map.createPane("geo-areas").style.zIndex = "440";
    map.getPane("geo-areas").style.pointerEvents = "none";
    this.renderer = leaflet.canvas({ pane: "geo-areas", padding: 0.5 });
    this.layers = leaflet.layerGroup().addTo(map);
    this.Circle = unroundedPolygon(leaflet);
  }

  /** Draws those areas that hold a seen row; keeps how many. */
  draw(mask) {
    this.layers.clearLayers();
    for (const area of this.areas) {
      area.shown = area.rows.reduce((sum, row) => sum + mask[row], 0);
      if (area.shown === 0) continue;
      const style = { color: colour.incident, weight: 1.2, opacity: 0.75, fillColor: colour.incident, fillOpacity: 0.08, smoothFactor: 0.5, interactive: false, className: "geo-area" };
      if (area.circle) Object.assign(style, { dashArray: "5 5", fillOpacity: 0.06, smoothFactor: 0 });
      const Shape = area.circle ? this.Circle : this.leaflet.Polygon;
      new Shape(area.polygons, { ...style, renderer: this.renderer, pane: "geo-areas" }).addTo(this.layers);
    }
  }

  /** The smallest seen area at a place, or null. */
  at({ lat, lng }) {
    for (const area of [...this.areas].reverse()) {
      if (area.shown > 0 && holds(area, lng, lat)) return area;
    }
    return null;
  }
}

/** Marks the area of the chosen incident; returns its corners. */
export function markArea(leaflet, layer, area) {
  const style = { color: colour.borderLine, weight: 2.6, fill: false, interactive: false, smoothFactor: 0.5, className: "geo-selected-area" };
  const Shape = area.circle ? unroundedPolygon(leaflet) : leaflet.Polygon;
  if (area.circle) style.smoothFactor = 0;
  new Shape(area.polygons, style).addTo(layer);
  return area.polygons.flatMap(([outer]) => outer);
}

/** What is written in an area: its name, or how many incidents are seen in it. */
export function areaNames(areas) {
  return areas.filter(({ shown }) => shown > 0).map(({ name, lon, lat, shown, rows, circle }) => {
    // Others, known better, may lie in the same ground.
    const many = sayCount(shown, "{count} known only to this area", "{count} known only to this area");
    const text = circle && rows.length === 1 ? name : circle ? many : [name, many];
    return { text, lat, lon, kind: "area", spacing: 3, margin: 2, over: true };
  });
}

function holds({ polygons, box: [west, south, east, north] }, lon, lat) {
  if (lon < west || lon > east || lat < south || lat > north) return false;
  let inside = false;
  for (const ring of polygons.flat()) {
    for (let place = 0, before = ring.length - 1; place < ring.length; before = place++) {
      const [[lat1, lon1], [lat2, lon2]] = [ring[place], ring[before]];
      if (lat1 > lat !== lat2 > lat && lon < ((lon2 - lon1) * (lat - lat1)) / (lat2 - lat1) + lon1) inside = !inside;
    }
  }
  return inside;
}

function boxOf({ polygons }) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lat, lon] of polygons.flatMap(([outer]) => outer)) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

function sizeOf([west, south, east, north]) {
  return east > west ? (east - west) * (north - south) : 0;
}
