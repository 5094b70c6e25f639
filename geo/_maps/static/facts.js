// Everything that is told of an incident, in words: geo/_maps/facts.py in the browser.

import { Incident } from "./incident.js";
import { describeAccuracy, describeDistance, describePosition, describePrecision, lineCaption, listed, number, PLACE_ACCURACY_M, roundDown, UNKNOWN_KIND, withDirection } from "./words.js";
import { tellCountry, tellDispute, tellDistrict, tellNearest, tellRegion, tellWater } from "./whose.js";

const NEAREST_HERE = "nearest to this point";
const NEARER_ELSEWHERE = "the nearest to some of the area; elsewhere in it another may be nearer";
const NOT_ONE = "not the same one everywhere in the area";
const AREA = "an area: somewhere inside its outline";
const UNSTATED = "not stated";
// What is told once for a finer class is not told again for a coarser one.
const FINER = { place: [], town: ["place"], city: ["place", "town"] };

const OWN_FIELDS = [
  ["problem", "Problem", "position", (one) => one.value("problem")],
  ["position", "Position", "position", tellPosition],
  ["located_as", "Located as", "position", (one) => one.value("located_as")],
  ["precision", "Precision", "position", tellPrecision],
  ["country", "Country", "position", tellCountry],
  ["region", "Region", "position", tellRegion],
  ["district", "District", "position", tellDistrict],
  ["dispute", "Disputed ground", "position", tellDispute],
  ["water", "Land or water", "position", tellWater],
  ["nearest_country", "Nearest land", "position", tellNearest],
  ["border", "Nearest land border", "border", tellBorder],
  ["border_accuracy", "Accuracy", "border", (one) => describeAccuracy(one.value("border_accuracy_m"))],
  ["neighbours", "Each land neighbour", "border", tellNeighbours],
  ["place", "Nearest place", "places", (one) => tellListed(one, "place")],
  ["town", "Nearest town", "places", (one) => tellListed(one, "town")],
  ["city", "Nearest city", "places", (one) => tellListed(one, "city")],
  ["capital", "Capital", "places", tellCapital],
  ["people", "People within 25 km", "places", tellPeople],
];

/** The fields of an incident: [{ key, label, group, kind, texts }], only those that say something. */
export function listFacts(payload, row) {
  const one = new Incident(payload, row);
  const found = payload.reported.map(({ key, label, role, column }) => {
    const text = one.value(column) ?? (role === "date" ? UNSTATED : null);
    return { key, label, group: "reported", kind: role === "note" ? "note" : "text", told: text };
  });
  for (const [key, label, group, tell] of OWN_FIELDS) {
    found.push({ key, label, group, kind: key === "problem" ? "note" : "text", told: tell(one) });
  }
  found.push(...payload.pairs.map((pair) => pairField(one, pair)));
  return found
    .filter(({ told }) => told !== null && told.length > 0)
    .map(({ told, ...field }) => ({ ...field, texts: [told].flat() }));
}

/** What stands on a measured line, or in an area: how far, to what, and between which bounds; or null. */
export function measuredLabel(payload, row, stem) {
  const one = new Incident(payload, row);
  const isCity = stem === "city";
  const words = describeDistance(one.bounds(stem), {
    accuracy: isCity ? PLACE_ACCURACY_M : one.value("border_accuracy_m"), precision: one.radius(),
  });
  const name = isCity ? one.place("city")?.name : one.value("border_across_code");
  if (words === null || !name) return null;
  const comma = words.indexOf(", ");
  const [about, interval] = comma < 0 ? [words, null] : [words.slice(0, comma), words.slice(comma + 2)];
  const caption = isCity ? `to ${name}` : lineCaption(one.value("border_kind"), one.nameOf(name), payload.kinds);
  return [about, caption, interval].filter(Boolean);
}

function pairField(one, pair) {
  const key = `to_${pair}`;
  const kinds = JSON.parse(one.value(`${key}_kinds`) ?? "{}");
  const told = Object.entries(kinds).map(([kind, metres]) => {
    const [low, high] = [metres].flat();
    const bounds = high === undefined ? [low, low, low] : [low === high ? low : null, low, high];
    const distance = describeDistance(bounds, { accuracy: one.value(`${key}_accuracy_m`), precision: one.radius() });
    return `${one.payload.kinds[kind] ?? UNKNOWN_KIND}: ${distance}`;
  });
  const label = `Lines ${pair.toUpperCase().split("_").map((code) => one.nameOf(code)).join("\u2013")}`;
  return { key, label, group: "border", kind: "text", told };
}

function tellPosition(one) {
  const [lon, lat] = [one.value("lon"), one.value("lat")];
  if (lon === null || lat === null) return null;
  // The map may be drawn in longitudes beyond 180.
  return describePosition(lon - 360 * Math.round(lon / 360), lat, one.value("precision_m"));
}

function tellPrecision(one) {
  if (one.isArea) return AREA;
  return one.isLocated() ? describePrecision(one.value("precision_m")) : null;
}

function distanceOf(one, stem, accuracy) {
  return describeDistance(one.bounds(stem), { accuracy, precision: one.radius() });
}

function tellBorder(one) {
  const names = one.value("border");
  const distance = distanceOf(one, "border", one.value("border_accuracy_m"));
  if (names === null || distance === null) return null;
  const kind = one.payload.kinds[one.value("border_kind")] ?? UNKNOWN_KIND;
  const told = [names, kind, withDirection(distance, one.value("border_azimuth_deg"))];
  if (one.isArea && one.distances().length > 1) told.push(NEARER_ELSEWHERE);
  return one.isVague() ? [...told, NEAREST_HERE] : told;
}

function tellNeighbours(one) {
  const [accuracy, precision] = [one.value("border_accuracy_m"), one.radius()];
  return one.distances().map(({ code, low, high }) => {
    const exact = low === high ? low : null;
    return `${one.nameOf(code)}: ${describeDistance([exact, low, high], { accuracy, precision })}`;
  });
}

function tellListed(one, stem) {
  const distance = distanceOf(one, stem, PLACE_ACCURACY_M);
  if (distance === null) return null;
  const place = one.place(stem);
  if (place === null) return one.isArea ? [NOT_ONE, distance] : null;
  const isSame = (other) => one.value(other) === place.number;
  if (FINER[stem].some(isSame)) return null;
  const people = place.population === null ? "population unknown" : `population ${number(place.population)}`;
  const abroad = place.code !== null && place.code !== one.value("country_code");
  const told = [`${place.name}${abroad ? `, ${one.nameOf(place.code)}` : ""} (${people})`];
  told.push(withDirection(distance, one.value(`${stem}_azimuth_deg`)));
  const same = Object.keys(FINER).filter((coarser) => FINER[coarser].includes(stem) && isSame(coarser));
  if (same.length) told.push(`also the nearest ${listed(same)}`);
  return one.isVague() ? [...told, NEAREST_HERE] : told;
}

function tellCapital(one) {
  const name = one.value("capital");
  const distance = distanceOf(one, "capital", PLACE_ACCURACY_M);
  return distance === null || name === null ? null : [name, withDirection(distance, one.value("capital_azimuth_deg"))];
}

function tellPeople(one) {
  const people = one.value("known_population_25km");
  if (people === null) return null;
  if (people === 0) return "none in listed places; hamlets and scattered houses are not in the list";
  return `at least ${number(roundDown(people))} in listed places: a floor, not a census`;
}
