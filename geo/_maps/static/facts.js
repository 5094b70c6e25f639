// Everything that is told of an incident, in words: geo/_maps/facts.py in the browser.

import { namesOfCountries } from "./countries.js";
import { Incident } from "./incident.js";
import { later, number, say } from "./lang.js";
import { describeAccuracy, describeDistance, describePosition, describePrecision, lineCaption, listed, PLACE_ACCURACY_M, roundDown, roundUp, UNKNOWN_KIND, withDirection } from "./words.js";
import { tellCountry, tellDispute, tellDistrict, tellNearest, tellRegion, tellWater } from "./whose.js";

const NEAREST_HERE = later("nearest to this point");
const LOCATED_BY = {
  coordinates: later("coordinates that the source gives"),
  name: later("a name that the source gives"),
  code: later("the source's code of how precise its place is"),
  blurred: later("a blur, on purpose"),
  expression: later("words that the source gives"),
  decision: later("a decision of whoever made the table"),
};
// A time of day with a zone, or the name of one; else nobody knows which day it was elsewhere.
const ZONE = /\d[T ,]+\d{1,2}:?\d{2}.*(?:Z|[+-]\d{2}(?::?\d{2})?)$|\b(?:UTC|GMT|CES?T|EES?T|WES?T|BST|MSK|[ECMP][SD]T|IST|JST|AE[SD]T)\b/;
// In a month or a year a zone makes no difference that could be told.
const LONGER = /^[0-9]{4}(?:-[0-9]{2})?$/;
const ZONE_NAMED = /(?:^|[\s:_-])(?:utc|gmt)(?:$|[\s_-])/i;
// What is told once for a finer class is not told again for a coarser one.
const FINER = { place: [], town: ["place"], city: ["place", "town"] };
const CLASSES = { place: later("place"), town: later("town"), city: later("city") };

const OWN_FIELDS = [
  ["problem", later("Problem"), "position", (one) => one.value("problem")],
  ["position", later("Position"), "position", tellPosition],
  ["located_as", later("Located as"), "position", (one) => one.value("located_as")],
  ["located_by", later("Located by"), "position", tellLocatedBy],
  ["precision", later("Precision"), "position", tellPrecision],
  ["country", later("Country"), "position", tellCountry],
  ["region", later("Region"), "position", tellRegion],
  ["district", later("District"), "position", tellDistrict],
  ["dispute", later("Disputed ground"), "position", tellDispute],
  ["water", later("Land or water"), "position", tellWater],
  ["nearest_country", later("Nearest land"), "position", tellNearest],
  ["border", later("Nearest land border"), "border", tellBorder],
  ["border_accuracy", later("Accuracy"), "border", (one) => describeAccuracy(one.value("border_accuracy_m"))],
  ["neighbours", later("Each land neighbour"), "border", tellNeighbours],
  ["coast", later("Nearest shore"), "coast", tellCoast],
  ["place", later("Nearest place"), "places", (one) => tellListed(one, "place")],
  ["town", later("Nearest town"), "places", (one) => tellListed(one, "town")],
  ["city", later("Nearest city"), "places", (one) => tellListed(one, "city")],
  ["capital", later("Capital"), "places", tellCapital],
  ["people", later("People within 25 km"), "places", tellPeople],
];

/** The fields of an incident: [{ key, label, group, kind, texts }], only those that say something. */
export function listFacts(payload, row) {
  const one = new Incident(payload, row);
  const found = payload.reported.map(({ key, label, role, column }) => {
    const text = role === "date" ? tellDate(one.value(column), key) : one.value(column);
    return { key, label, group: "reported", kind: role === "note" ? "note" : "text", told: text };
  });
  for (const [key, label, group, tell] of OWN_FIELDS) {
    found.push({ key, label: say(label), group, kind: key === "problem" ? "note" : "text", told: tell(one) });
  }
  found.push(...payload.pairs.map((pair) => pairField(one, pair)));
  return found
    .filter(({ told }) => told !== null && told.length > 0)
    .map(({ told, ...field }) => ({ ...field, texts: [told].flat() }));
}

/** A date as it was reported, and whether it says of which zone. */
function tellDate(text, key) {
  if (text === null) return say("not stated");
  const stated = !/[0-9]/.test(text) || LONGER.test(text) || ZONE.test(text) || ZONE_NAMED.test(key);
  return stated ? text : say("{date} (zone not stated)", { date: text });
}

/** What stands on a measured line, or in an area: how far, to what, and between which bounds; or null. */
export function measuredLabel(payload, row, stem) {
  const one = new Incident(payload, row);
  const isPlace = Object.hasOwn(FINER, stem);
  const accuracy = isPlace ? PLACE_ACCURACY_M : one.value(`${stem}_accuracy_m`);
  const words = describeDistance(one.bounds(stem), { accuracy, precision: one.radius() });
  const name = isPlace ? one.place(stem)?.name : one.value("border_across_code");
  if (words === null || (!name && stem !== "coast")) return null;
  const comma = words.indexOf(", ");
  const [about, interval] = comma < 0 ? [words, null] : [words.slice(0, comma), words.slice(comma + 2)];
  const caption = captionOf(one, stem, name);
  return [about, caption, interval].filter(Boolean);
}

function captionOf(one, stem, name) {
  if (stem === "coast") return say("to the nearest shore");
  if (stem === "border") return lineCaption(one.value("border_kind"), one.nameOf(name), one.payload.kinds);
  return say("to {place}", { place: name });
}

function pairField(one, pair) {
  const key = `to_${pair}`;
  const kinds = JSON.parse(one.value(`${key}_kinds`) ?? "{}");
  const told = Object.entries(kinds).map(([kind, metres]) => {
    const [low, high] = [metres].flat();
    const bounds = high === undefined ? [low, low, low] : [low === high ? low : null, low, high];
    const distance = describeDistance(bounds, { accuracy: one.value(`${key}_accuracy_m`), precision: one.radius() });
    return `${say(one.payload.kinds[kind] ?? UNKNOWN_KIND)}: ${distance}`;
  });
  const names = pair.toUpperCase().split("_").map((code) => one.nameOf(code)).join("\u2013");
  const label = say("Lines {countries}", { countries: names });
  return { key, label, group: "border", kind: "text", told };
}

function tellPosition(one) {
  const [lon, lat] = [one.value("lon"), one.value("lat")];
  if (lon === null || lat === null) return null;
  // The map may be drawn in longitudes beyond 180.
  return describePosition(lon - 360 * Math.round(lon / 360), lat, one.value("precision_m"));
}

function tellLocatedBy(one) {
  const how = one.value("located_by");
  if (how === null || !one.isLocated()) return null;
  return Object.hasOwn(LOCATED_BY, how) ? say(LOCATED_BY[how]) : how;
}

/** How precisely a place is known. */
export function tellPrecision(one) {
  if (one.isArea) return say("an area: somewhere inside its outline");
  return one.isLocated() ? describePrecision(one.value("precision_m")) : null;
}

function distanceOf(one, stem, accuracy) {
  return describeDistance(one.bounds(stem), { accuracy, precision: one.radius() });
}

function tellBorder(one) {
  const names = one.value("border");
  const distance = distanceOf(one, "border", one.value("border_accuracy_m"));
  if (names === null || distance === null) return null;
  const kind = say(one.payload.kinds[one.value("border_kind")] ?? UNKNOWN_KIND);
  const told = [namesOfCountries(one.payload, names), kind, withDirection(distance, one.azimuth("border"))];
  if (one.isArea && one.distances().length > 1) told.push(say("the nearest to some of the area; elsewhere in it another may be nearer"));
  return one.isVague() ? [...told, say(NEAREST_HERE)] : told;
}

function tellNeighbours(one) {
  const [accuracy, precision] = [one.value("border_accuracy_m"), one.radius()];
  return one.distances().map(({ code, low, high }) => {
    const exact = low === high ? low : null;
    return `${one.nameOf(code)}: ${describeDistance([exact, low, high], { accuracy, precision })}`;
  });
}

function tellCoast(one) {
  const accuracy = one.value("coast_accuracy_m");
  const distance = distanceOf(one, "coast", accuracy);
  if (distance === null) return null;
  const told = [withDirection(distance, one.azimuth("coast"))];
  if (accuracy) told.push(say("to a shore line drawn within {length}", { length: roundUp(accuracy) }));
  return one.isVague() ? [...told, say(NEAREST_HERE)] : told;
}

function tellListed(one, stem) {
  const distance = distanceOf(one, stem, PLACE_ACCURACY_M);
  if (distance === null) return null;
  const place = one.place(stem);
  if (place === null) return one.isArea ? [say("not the same one everywhere in the area"), distance] : null;
  const isSame = (other) => one.value(other) === place.number;
  if (FINER[stem].some(isSame)) return null;
  const people = place.population === null ? say("population unknown") : say("population {number}", { number: number(place.population) });
  const abroad = place.code !== null && place.code !== one.value("country_code");
  const told = [`${place.name}${abroad ? `, ${one.nameOf(place.code)}` : ""} (${people})`];
  told.push(withDirection(distance, one.azimuth(stem)));
  const same = Object.keys(FINER).filter((coarser) => FINER[coarser].includes(stem) && isSame(coarser));
  if (same.length) told.push(say("also the nearest {classes}", { classes: listed(same.map((each) => say(CLASSES[each]))) }));
  return one.isVague() ? [...told, say(NEAREST_HERE)] : told;
}

function tellCapital(one) {
  const name = one.value("capital");
  const distance = distanceOf(one, "capital", PLACE_ACCURACY_M);
  return distance === null || name === null ? null : [name, withDirection(distance, one.azimuth("capital"))];
}

function tellPeople(one) {
  const people = one.value("known_population_25km");
  if (people === null) return null;
  if (people === 0) return say("none in listed places; hamlets and scattered houses are not in the list");
  return say("at least {number} in listed places: a floor, not a census", { number: number(roundDown(people)) });
}
