// Which incidents lie within some kilometres of a border, the shore, a listed place or a point: surely, or perhaps.

import { gatherAreas } from "./areas.js";
import { countryName } from "./countries.js";
import { measure } from "./geodesic.js";
import { later, say } from "./lang.js";

const TARGETS = [
  ["border", later("the nearest land border")],
  ["coast", later("the nearest shore")],
  ["place", later("the nearest listed place")],
  ["town", later("the nearest town")],
  ["city", later("the nearest city")],
  ["capital", later("the capital")],
];
const NEIGHBOUR = "border-";
// So many rows are kept in full (geo/_maps/rows.py).
const FINE_ROWS = 2000;
/** The point that the reader has set. */
export const PIN = "pin";

/** What nearness can be asked to: [{ key, label }]. */
export function nearTargets(payload, pin) {
  const { columns } = payload;
  const found = TARGETS.filter(([key]) => columns[`${key}_m`] || columns[`${key}_min_m`]).map(([key, label]) => ({ key, label: say(label) }));
  const codes = columns["neighbours.code"]?.words ?? [];
  const neighbours = codes.map((code) => ({ key: NEIGHBOUR + code, label: say("the land border with {country}", { country: countryName(payload, code) }) }));
  neighbours.sort((one, other) => (one.label < other.label ? -1 : 1));
  if (pin) found.push({ key: PIN, label: say("the pin") });
  return [...found, ...neighbours];
}

const kept = new WeakMap();

/** The least and the most that each incident can be away, metres; NaN where that is not known. */
export function distancesTo(payload, key, pin) {
  if (!kept.has(payload)) kept.set(payload, new Map());
  const cache = kept.get(payload);
  const name = key === PIN ? `${PIN}${pin?.lon},${pin?.lat}` : key;
  if (!cache.has(name)) {
    if (cache.size > 20) cache.clear();
    cache.set(name, compute(payload, key, pin));
  }
  return cache.get(name);
}

function compute(payload, key, pin) {
  const [low, high] = [new Float64Array(payload.count).fill(NaN), new Float64Array(payload.count).fill(NaN)];
  if (key === PIN) {
    if (pin) toPoint(payload, pin, low, high);
  } else if (key.startsWith(NEIGHBOUR)) toNeighbour(payload, key.slice(NEIGHBOUR.length), low, high);
  else {
    // How well the line is drawn, and in a large table how coarsely its distance is kept.
    const accuracy = payload.columns[`${key}_accuracy_m`];
    const rounded = payload.count > FINE_ROWS ? (metres) => Math.max(100, 10 ** Math.floor(Math.log10(Math.max(metres, 1)) - 2)) / 2 : () => 0;
    const [exact, least, most] = ["", "_min", "_max"].map((what) => payload.columns[`${key}${what}_m`]);
    for (let row = 0; row < payload.count; row++) {
      const value = exact?.at(row) ?? null;
      const off = accuracy?.at(row) ?? 0;
      low[row] = Math.max(0, (least?.at(row) ?? value ?? NaN) - off);
      high[row] = (most?.at(row) ?? (value === null ? NaN : value + rounded(value))) + off;
    }
  }
  return { low, high };
}

function toNeighbour({ columns, count }, wanted, low, high) {
  const { neighbours } = columns;
  if (!neighbours) return;
  for (let row = 0; row < count; row++) {
    const found = neighbours.at(row).find(({ code }) => code === wanted);
    if (!found) continue;
    low[row] = found.low_m;
    high[row] = found.high_m ?? found.low_m;
  }
}

function toPoint(payload, pin, low, high) {
  const { lon, lat, precision_m: precision } = payload.columns;
  for (let row = 0; row < payload.count; row++) {
    const east = lon?.at(row) ?? null;
    if (east === null) continue;
    const { distance } = measure(pin.lon, pin.lat, east, lat.at(row));
    const radius = precision?.at(row) ?? 0;
    low[row] = Math.max(0, distance - radius);
    high[row] = distance + radius;
  }
  for (const area of gatherAreas(payload)) {
    if (area.circle) continue;
    const [least, most] = toOutline(area.polygons, pin);
    for (const row of area.rows) [low[row], high[row]] = [least, most];
  }
}

/** The least and the most distance to anywhere in an outline, on a plane on which distances from the pin are true. */
export function toOutline(polygons, pin) {
  let [least, most, inside] = [Infinity, 0, false];
  for (const ring of polygons.flat()) {
    const points = ring.map(([north, east]) => {
      const { distance, azimuth } = measure(pin.lon, pin.lat, east, north);
      most = Math.max(most, distance);
      return [distance * Math.sin((azimuth * Math.PI) / 180), distance * Math.cos((azimuth * Math.PI) / 180)];
    });
    for (let place = 0, before = points.length - 1; place < points.length; before = place++) {
      const [[x1, y1], [x2, y2]] = [points[before], points[place]];
      least = Math.min(least, toSegment(x1, y1, x2, y2));
      if (y1 > 0 !== y2 > 0 && 0 < x1 + ((x2 - x1) * -y1) / (y2 - y1)) inside = !inside;
    }
  }
  return [inside ? 0 : least, most];
}

function toSegment(x1, y1, x2, y2) {
  const [across, up] = [x2 - x1, y2 - y1];
  const square = across * across + up * up;
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, -(x1 * across + y1 * up) / square));
  return Math.hypot(x1 + share * across, y1 + share * up);
}
