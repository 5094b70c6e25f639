// The measured table as far as the page holds it: its columns under the names they have in geo/schema.py, in its order.
//
// What is left out is not in the page, or only more coarsely than a column of that name would say: of a direction
// to a place, a town or a capital the page keeps one of eight.

import { Incident } from "./incident.js";
import { later, say } from "./lang.js";
import { onGlobe } from "./meridian.js";

const PREFIX = "geo_";

// [name, kind, label] of what stands in a column of the page as it does in the table, and what is made of several.
const ORDER = [
  (told) => longitude(told),
  ["lat", "number", later("Latitude, degrees")],
  (told) => labels(told),
  ["precision_m", "number", later("Radius that holds the location, metres")],
  ["located_by", "text", later("How the location was read")],
  ["located_as", "text", later("Located as")],
  ["problem", "text", later("Problem")],
  ["country", "text", later("Country")],
  ["country_code", "text", later("Country code")],
  ["dispute", "text", later("Disputed ground")],
  ["claimed_by", "text", later("Claimed by")],
  ["held_by", "text", later("Held by")],
  ["region", "text", later("Region")],
  ["region_code", "text", later("Region code")],
  ["region_superseded_by", "text", later("Regions of today that it may be")],
  ["region_accuracy_m", "number", later("Accuracy of the region's outline, metres")],
  ["district", "text", later("District")],
  ["district_code", "text", later("District code")],
  ["district_level", "number", later("Level of the district")],
  (told) => onLand(told),
  ["nearest_country", "text", later("Nearest country")],
  (told) => distances(told, "nearest_country", later("Distance to the nearest country, metres")),
  ["border", "text", later("Nearest land border")],
  ["border_kind", "text", later("Kind of the border")],
  ["border_across_code", "text", later("Country code across the border")],
  (told) => distances(told, "border", later("Distance to the nearest land border, metres")),
  ["border_azimuth_deg", "number", later("Direction to the nearest land border, degrees")],
  ["border_accuracy_m", "number", later("Accuracy of the border, metres")],
  (told) => neighbours(told),
  (told) => distances(told, "coast", later("Distance to the nearest shore, metres")),
  ["coast_accuracy_m", "number", later("Accuracy of the shore, metres")],
  ["capital", "text", later("Capital")],
  (told) => distances(told, "capital", later("Distance to the capital, metres")),
  (told) => listed(told, "place", later("Nearest place")),
  (told) => distances(told, "place", later("Distance to the nearest place, metres")),
  (told) => listed(told, "town", later("Nearest town")),
  (told) => distances(told, "town", later("Distance to the nearest town, metres")),
  (told) => listed(told, "city", later("Nearest city")),
  (told) => distances(told, "city", later("Distance to the nearest city, metres")),
  (told) => cityDirection(told),
  ["known_population_25km", "number", later("People in listed places within 25 km, at least")],
];

/**
 * The columns of the table that the page holds: [{ name, label, kind, at(row) }], null where unknown. A kind is one
 * of text, number, date, json (a text that holds JSON) and boolean.
 */
export function listColumns(payload) {
  const own = ORDER.flatMap((entry) => (typeof entry === "function" ? entry(payload) : plain(payload, ...entry)));
  return [...payload.reported.map((each) => reported(payload, each)), ...own, ...payload.pairs.flatMap((pair) => lines(payload, pair))];
}

function made(name, kind, label, at) {
  return { name: PREFIX + name, label, kind, at };
}

function plain({ columns }, name, kind, label) {
  return columns[name] ? [made(name, kind, say(label), columns[name].at)] : [];
}

/** A column of the source, under the name that its author gave it. */
function reported({ columns, count }, { key, label, role, column }) {
  const { at } = columns[column] ?? { at: () => null };
  const told = { name: key.slice(key.indexOf(":") + 1), label };
  if (role === "date") return { ...told, kind: "date", at };
  if (role === "title" || !holdsNumbers(at, count)) return { ...told, kind: "text", at };
  return { ...told, kind: "number", at: (row) => (at(row) === null ? null : Number(at(row))) };
}

/** Says whether all texts are numbers, written as a number is: "007" is none. */
function holdsNumbers(at, count) {
  let any = false;
  for (let row = 0; row < count; row++) {
    const text = at(row);
    if (text === null) continue;
    if (!/\d$/.test(text) || String(Number(text)) !== text) return false;
    any = true;
  }
  return any;
}

/** The map may be drawn in longitudes beyond 180; the table has none. */
function longitude({ columns: { lon } }) {
  return lon ? [made("lon", "number", say("Longitude, degrees"), (row) => onGlobe(lon.at(row)))] : [];
}

/** Where the label stands: of a point there, of an area where the page has it. */
function labels({ areas, columns }) {
  if (areas.outlines.length === 0) return [];
  const at = (axis, name) => (row) => {
    const outline = areas.of.at(row);
    return outline === null ? columns[name]?.at(row) ?? null : areas.outlines[outline].label[axis];
  };
  const lon = at(0, "lon");
  return [
    made("label_lon", "number", say("Longitude of the label, degrees"), (row) => onGlobe(lon(row))),
    made("label_lat", "number", say("Latitude of the label, degrees"), at(1, "lat")),
  ];
}

function onLand({ columns: { on_land: land } }) {
  return land ? [made("on_land", "boolean", say("On land"), (row) => (land.at(row) === null ? null : land.at(row) === 1))] : [];
}

/** A distance with the least and the most it can be; where the three agree the page keeps one. */
function distances({ columns }, stem, label) {
  const [value, least, most] = ["", "_min", "_max"].map((what) => columns[`${stem}${what}_m`]?.at);
  const distance = say(label);
  const found = [];
  if (value) found.push(made(`${stem}_m`, "number", distance, value));
  const bound = (at) => (at && value ? (row) => at(row) ?? value(row) : at ?? value);
  if (value || least) found.push(made(`${stem}_min_m`, "number", say("{distance}, at least", { distance }), bound(least)));
  if (value || most) found.push(made(`${stem}_max_m`, "number", say("{distance}, at most", { distance }), bound(most)));
  return found;
}

/** The page measures it, from the place to the middle of the city. */
function cityDirection(payload) {
  if (!payload.columns.city || !payload.columns.lon) return [];
  return [made("city_azimuth_deg", "number", say("Direction to the nearest city, degrees"), (row) => new Incident(payload, row).azimuth("city"))];
}

/** The nearest place of a class, which stands in the list of all that are named. */
function listed({ columns, places }, stem, label) {
  const number = columns[stem]?.at;
  if (!number) return [];
  const place = say(label);
  const part = (index) => (row) => (number(row) === null ? null : places[number(row)][index] ?? null);
  return [
    made(stem, "text", place, part(0)),
    made(`${stem}_population`, "number", say("{place}: population", { place }), part(1)),
    made(`${stem}_country_code`, "text", say("{place}: country code", { place }), part(2)),
  ];
}

/** Each land neighbour with its distance, as the text the table has. Exactly located, one number; else an interval. */
function neighbours({ areas, columns, count }) {
  const [code, low, high] = ["code", "low_m", "high_m"].map((part) => columns[`neighbours.${part}`]?.at);
  if (!code) return [];
  const lengths = columns["neighbours#"].at;
  const ends = new Uint32Array(count);
  for (let row = 0, end = 0; row < count; row++) ends[row] = end += lengths(row) ?? 0;
  const text = (row) => {
    const [from, to] = [row === 0 ? 0 : ends[row - 1], ends[row]];
    // A country without land neighbours has none; outside of all countries nothing is known of them.
    if (from === to && (columns.country_code?.at(row) ?? null) === null) return null;
    const inside = areas.of.at(row) !== null || (columns.precision_m?.at(row) ?? null) !== null;
    const parts = [];
    for (let place = from; place < to; place++) {
      const [least, most] = [low(place), high?.(place) ?? null];
      parts.push(`"${code(place)}": ${inside || most !== null ? `[${least}, ${most ?? least}]` : least}`);
    }
    return `{${parts.join(", ")}}`;
  };
  return [made("neighbours", "json", say("Distance to each land neighbour, metres"), text)];
}

/** What is known of the lines of a chosen pair of countries. */
function lines(payload, pair) {
  const values = { pair: pair.toUpperCase().replace("_", "–") };
  return [["accuracy_m", "number", say("Accuracy of the lines {pair}, metres", values)], ["kinds", "json", say("Lines {pair}, each kind with its distance in metres", values)]]
    .filter(([what]) => payload.columns[`to_${pair}_${what}`])
    .map(([what, kind, label]) => made(`to_${pair}_${what}`, kind, label, payload.columns[`to_${pair}_${what}`].at));
}
