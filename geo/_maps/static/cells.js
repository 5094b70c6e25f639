// What stands in each column of the table of incidents, in the words of the panel, and what it is sorted by.

import { namesOfCountries } from "./countries.js";
import { tellPrecision } from "./facts.js";
import { Incident } from "./incident.js";
import { language, number, say } from "./lang.js";
import { rankNumbers, rankTexts } from "./order.js";
import { tellCountry, tellDistrict, tellRegion } from "./whose.js";
import { describeDistance, PLACE_ACCURACY_M, roundDown, UNKNOWN_KIND, withDirection } from "./words.js";

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const LISTED = ["place", "town", "city"];
// So long a text needs a wide column.
const LONG = 60;
const LOOKED_AT = 200;

/** The columns after the title: [{ key, label, reported, wide, tell(incident), rank() }]; only those in which something stands. */
export function tableColumns(payload) {
  const reported = payload.reported.filter(({ column }) => column !== "title" && payload.columns[column]);
  return [...reported.map((told, place) => reportedColumn(payload, told, reported, place)), ...ownColumns(payload)];
}

/** The order of the rows by their titles. */
export function rankTitles(payload) {
  return rankTexts(every(payload, (row) => payload.titles.at(row)), language.code);
}

function reportedColumn(payload, { key, label, role, column }, reported, place) {
  const { at } = payload.columns[column];
  const isFirstDate = role === "date" && reported.findIndex((other) => other.role === "date") === place;
  const days = isFirstDate ? payload.columns.first_day : null;
  const rank = () => {
    if (days) return rankNumbers(Float64Array.from(every(payload, (row) => days.at(row) ?? NaN)));
    const texts = every(payload, at);
    const isNumber = texts.every((text) => text === null || NUMBER.test(text));
    return isNumber ? rankNumbers(Float64Array.from(texts, (text) => (text === null ? NaN : Number(text)))) : rankTexts(texts, language.code);
  };
  const wide = Array.from({ length: Math.min(LOOKED_AT, payload.count) }, (_, row) => at(row) ?? "").some((text) => text.length > LONG);
  return { key, label, reported: true, wide, tell: (one) => one.value(column), rank };
}

function ownColumns(payload) {
  const { columns, places } = payload;
  const has = (...names) => names.some((name) => columns[name]);
  const text = (name, label, tell) => has(name) && { key: name, label, tell, rank: () => rankTexts(every(payload, (row) => columns[name].at(row)), language.code) };
  const measure = (key, label, tell, value) => ({ key, label, tell, rank: () => rankNumbers(Float64Array.from(every(payload, (row) => value(row) ?? NaN))) });
  const distance = (stem, label) => has(`${stem}_m`, `${stem}_min_m`, stem === "border" ? "neighbours" : "") && measure(`${stem}_m`, label, (one) => tellDistance(one, stem), (row) => distanceBehind(payload, row, stem));
  const listed = (stem, label) => has(stem) && { key: stem, label, tell: (one) => tellPlace(one, stem), rank: () => rankTexts(every(payload, (row) => places[columns[stem].at(row)]?.[0] ?? null), language.code) };
  const names = { place: [say("Nearest place"), say("Distance to the place")], town: [say("Nearest town"), say("Distance to the town")], city: [say("Nearest city"), say("Distance to the city")] };
  return [
    text("country", say("Country"), tellCountry),
    text("region", say("Region"), tellRegion),
    text("district", say("District"), tellDistrict),
    text("located_as", say("Located as"), (one) => one.value("located_as")),
    has("extent_m", "precision_m") && measure("precision", say("Precision"), tellKnown, (row) => columns.extent_m?.at(row) ?? columns.precision_m?.at(row)),
    text("border", say("Nearest land border"), tellBorder),
    distance("border", say("Distance to the border")),
    distance("coast", say("Distance to the shore")),
    ...LISTED.flatMap((stem) => [listed(stem, names[stem][0]), distance(stem, names[stem][1])]),
    has("known_population_25km") && measure("people", say("People within 25 km, in listed places"), tellPeople, (row) => columns.known_population_25km.at(row)),
  ].filter(Boolean);
}

function every({ count }, at) {
  return Array.from({ length: count }, (_, row) => at(row));
}

/** What a precision says; nothing where the source says nothing. */
function tellKnown(one) {
  return one.isArea || one.value("precision_m") !== null ? tellPrecision(one) : null;
}

function tellBorder(one) {
  const names = one.value("border");
  if (names === null) return null;
  const told = [namesOfCountries(one.payload, names), say(one.payload.kinds[one.value("border_kind")] ?? UNKNOWN_KIND)];
  if (one.isArea && one.distances().length > 1) told.push(say("the nearest to some of the area; elsewhere in it another may be nearer"));
  return told;
}

function tellDistance(one, stem) {
  const accuracy = LISTED.includes(stem) ? PLACE_ACCURACY_M : one.value(`${stem}_accuracy_m`);
  const distance = describeDistance(one.bounds(stem), { accuracy, precision: one.radius() });
  return distance === null ? null : withDirection(distance, one.azimuth(stem));
}

/** The distance that the words are made of; of an interval its least. */
function distanceBehind(payload, row, stem) {
  const [exact, least] = new Incident(payload, row).bounds(stem);
  return exact ?? least;
}

function tellPlace(one, stem) {
  const place = one.place(stem);
  if (place === null) return null;
  const abroad = place.code !== null && place.code !== one.value("country_code");
  return abroad ? `${place.name}, ${one.nameOf(place.code)}` : place.name;
}

function tellPeople(one) {
  const people = one.value("known_population_25km");
  if (people === null) return null;
  return people === 0 ? say("none") : say("at least {people}", { people: number(roundDown(people)) });
}
