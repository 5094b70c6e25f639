// A latitude and a longitude in a tidied text: decimal, or in degrees, minutes and seconds, however they are marked.
//
// Read in three steps: what a comma is, decimal comma or border between two angles; where the second angle begins; and what
// each is. Where a text can be read in two ways the first that gives two angles stands; nothing is swapped or made up.

import { say } from "./lang.js";

const AXES = {
  N: ["lat", 1], S: ["lat", -1], E: ["lon", 1], W: ["lon", -1],
  NORTH: ["lat", 1], SOUTH: ["lat", -1], EAST: ["lon", 1], WEST: ["lon", -1],
  LAT: ["lat", 0], LATITUDE: ["lat", 0], LON: ["lon", 0], LONG: ["lon", 0], LNG: ["lon", 0], LONGITUDE: ["lon", 0],
  С: ["lat", 1], Ю: ["lat", -1], В: ["lon", 1], Е: ["lon", 1], З: ["lon", -1],
  СШ: ["lat", 1], ЮШ: ["lat", -1], ВД: ["lon", 1], ЗД: ["lon", -1],
  ШИРОТА: ["lat", 0], ДОЛГОТА: ["lon", 0],
};
const RUSSIAN = [
  [/с\s?\.?\s?ш(?![а-яё])\.?/giu, " СШ "], [/ю\s?\.?\s?ш(?![а-яё])\.?/giu, " ЮШ "],
  [/в\s?\.?\s?д(?![а-яё])\.?/giu, " ВД "], [/з\s?\.?\s?д(?![а-яё])\.?/giu, " ЗД "],
  [/северной широты|северная широта/giu, " СШ "], [/южной широты|южная широта/giu, " ЮШ "],
  [/восточной долготы|восточная долгота/giu, " ВД "], [/западной долготы|западная долгота/giu, " ЗД "],
];
const TOKEN = /(\d+(?:\.\d*)?|\.\d+)|(°|'|"|:)|([,;/])|([+-])|([dms](?=[nsew](?!\p{L}))|\p{L}+)\.?|\s+/iuy;
// Two angles with decimal commas, and a comma between them.
const FOUR = /^([+-]?\d+),(\d+),([+-]?\d+),(\d+)$/;
const UNITS = { "°": 0, "'": 1, '"': 2, D: 0, DEG: 0, M: 1, MIN: 1, SEC: 2 };
const PARTS = [1, 60, 3600];

/** { lat, lon } or { problem } where a text is of two angles; null where it is of something else. */
export function readAngles(text) {
  const plain = RUSSIAN.reduce((said, [from, to]) => said.replace(from, to), text.replace(/^\((.*)\)$/, "$1"));
  const withPoints = plain.replace(FOUR, "$1.$2;$3.$4").replace(/(\d),(?=\d)/g, "$1.");
  // Where there are points, commas are no decimal ones.
  const readings = /\d\.\d/.test(plain) || withPoints === plain ? [plain] : [withPoints, plain];
  let problem = null;
  for (const reading of readings) {
    const tokens = tokenise(reading);
    const halves = tokens && split(tokens);
    const both = halves?.map(angle);
    if (!both || both.includes(null)) continue;
    const found = pair(both);
    if (!found.problem) return found;
    problem ??= found;
  }
  return problem;
}

/** What a text is made of; null where it has anything that no coordinates have. */
function tokenise(text) {
  const tokens = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
    const start = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    // Two points in one number: 43.39.00 may be of anything.
    if (!found || (found[1] && /[\d.]/.test(text[start - 1] ?? ""))) return null;
    const [, number, mark, border, sign, word] = found;
    if (number) tokens.push({ kind: "number", text: number, isJoined: text[start - 1] === ":" });
    else if (mark && mark !== ":") tokens.push({ kind: "unit", unit: UNITS[mark] });
    else if (border) tokens.push({ kind: "border" });
    else if (sign) tokens.push({ kind: "sign", sign: sign === "-" ? -1 : 1, isTight: /^\d[+-][\d.]/.test(text.slice(start - 1, start + 2)) });
    else if (word) {
      const token = wordToken(word, tokens, text.slice(TOKEN.lastIndex, TOKEN.lastIndex + 3));
      if (!token) return null;
      tokens.push({ ...token, isTight: /^\d[eе][+-]?\d/i.test(text.slice(start - 1, start + 3)) });
    }
  }
  return tokens;
}

/** A unit or a hemisphere; a small s after minutes marked m is of seconds, a large one only where a hemisphere follows. */
function wordToken(word, tokens, rest) {
  const upper = word.toUpperCase();
  if (tokens.at(-1)?.kind === "number") {
    if (Object.hasOwn(UNITS, upper)) return { kind: "unit", unit: UNITS[upper], letter: upper };
    const isSeconds = upper === "S" && tokens.at(-2)?.letter === "M" && (word === "s" || /^ ?[NSEW](?!\p{L})/u.test(rest));
    if (isSeconds) return { kind: "unit", unit: 2, letter: upper };
  }
  if (!Object.hasOwn(AXES, upper)) return null;
  const [axis, sign] = AXES[upper];
  return { kind: "axis", axis, sign };
}

/** The tokens of the two angles; null where it cannot be told where the second begins. */
function split(all) {
  const isBorder = ({ kind }) => kind === "border";
  const first = all.findIndex((token) => !isBorder(token));
  const last = all.length - [...all].reverse().findIndex((token) => !isBorder(token));
  const letters = all.filter(({ kind, sign }) => kind === "axis" && sign !== 0);
  // A single E between figures is of a number such as 1e3, which may be anything.
  if (letters.length === 1 && letters[0].isTight) return null;
  // Between figures a dash is no minus where letters tell the hemispheres: 43-39-00N.
  const tokens = all.slice(first, last).filter(({ kind, isTight }) => !(kind === "sign" && isTight && letters.length));
  const borders = tokens.filter(isBorder).length;
  if (borders > 1) return null;
  const at = borders ? tokens.findIndex(isBorder) : secondAngle(tokens);
  return at > 0 ? [tokens.slice(0, at), tokens.slice(borders ? at + 1 : at)] : null;
}

/** With which token the second angle begins, where no border tells; -1 where nothing does. */
function secondAngle(tokens) {
  const placesOf = (wanted) => tokens.flatMap(({ kind, unit }, place) => (kind === wanted || (kind === "unit" && unit === wanted) ? [place] : []));
  const [axes, numbers, signs, degrees] = ["axis", "number", "sign", 0].map(placesOf);
  if (axes[0] === 0) return tokens.findIndex(({ kind, axis }) => kind === "axis" && axis !== tokens[0].axis);
  if (axes.length && axes[0] < tokens.length - 1) return axes[0] + 1;
  const inner = signs.filter((place) => place > numbers[0]);
  // A dash in the middle, with no sign at the start, may be a minus or only a dash.
  if (inner.length) return inner.length === 1 && (!tokens[inner[0]].isTight || signs[0] === 0) ? inner[0] : -1;
  if (degrees.length === 2) return degrees[1] - 1;
  const half = numbers.length % 2 ? -1 : numbers[numbers.length / 2] ?? -1;
  return tokens[half]?.isJoined ? -1 : half;
}

/** One angle: { value, axis, isSigned, isLettered }; { problem }; null where it is none. */
function angle(tokens) {
  const axes = tokens.filter(({ kind }) => kind === "axis");
  const bare = tokens.filter(({ kind }) => kind !== "axis");
  // Letters stand before or after all the rest.
  const start = tokens.indexOf(bare[0]);
  if (!bare.length || tokens.slice(start, start + bare.length).some(({ kind }) => kind === "axis")) return null;
  if (new Set(axes.map(({ axis }) => axis)).size > 1) return null;
  const lettered = axes.filter(({ sign }) => sign !== 0);
  if (lettered.length > 1) return null;
  const sign = bare[0].kind === "sign" ? bare.shift().sign : 0;
  const parts = partsOf(bare);
  if (parts === null || parts.problem) return parts;
  if (sign < 0 && lettered.length) return { problem: say("A minus and the letter of a hemisphere say the same twice; keep one of them.") };
  const run = lettered.length ? runTogether(parts, axes[0].axis) : parts;
  const whole = run.reduce((sum, { unit, text }) => sum + Number(text) / PARTS[unit], 0);
  const value = whole * (sign || 1) * (lettered[0]?.sign ?? 1);
  return { value, axis: axes[0]?.axis ?? null, isLettered: lettered.length > 0, endsInS: bare.at(-1).letter === "S" };
}

/** Degrees, minutes and seconds, each with its unit, in their order. */
function partsOf(tokens) {
  const parts = [];
  for (const { kind, text, unit } of tokens) {
    const last = parts.at(-1);
    if (kind === "number") parts.push({ text, unit: (last?.unit ?? -1) + 1, isMarked: false });
    else if (kind !== "unit" || !last || last.isMarked || unit < last.unit) return null;
    else Object.assign(last, { unit, isMarked: true });
  }
  if (!parts.length || parts[0].unit !== 0 || parts.at(-1).unit > 2) return null;
  const broken = parts.slice(0, -1).find(({ text }) => text.includes("."));
  if (broken) return { problem: say("Only the last part of an angle can have decimals, and {number} is not the last.", { number: broken.text }) };
  const large = parts.slice(1).find(({ text }) => Number(text) >= 60);
  if (large) return { problem: say("Minutes and seconds are less than 60, and {number} is not.", { number: large.text }) };
  return parts;
}

/** Figures that pilots run together, 433900N 0510936E or 4339N 05109E, taken apart. */
function runTogether(parts, axis) {
  const [{ text, isMarked }] = parts;
  const found = (axis === "lat" ? /^(\d\d)([0-5]\d)([0-5]\d)?(\.\d*)?$/ : /^([01]\d\d)([0-5]\d)([0-5]\d)?(\.\d*)?$/).exec(text);
  if (parts.length > 1 || isMarked || !found) return parts;
  const [, ...figures] = found.slice(0, 4);
  const kept = figures.filter((part) => part !== undefined);
  return kept.map((part, unit) => ({ unit, text: unit === kept.length - 1 ? part + (found[4] ?? "") : part }));
}

/** Which of two angles is the latitude, the first unless letters say otherwise, and whether both can be. */
function pair([one, other]) {
  if (one.problem || other.problem) return one.problem ? one : other;
  if (one.axis !== null && one.axis === other.axis) {
    return { problem: one.axis === "lat" ? say("Here are two latitudes and no longitude.") : say("Here are two longitudes and no latitude.") };
  }
  if (one.isLettered !== other.isLettered && (one.endsInS || other.endsInS)) {
    return { problem: say("The letter s may be of seconds or of the south here; write seconds as \".") };
  }
  const isSwapped = one.axis === "lon" || other.axis === "lat";
  const [lat, lon] = (isSwapped ? [other, one] : [one, other]).map(({ value }) => value);
  const isTold = one.axis !== null || other.axis !== null;
  return checked(lat, lon, isTold);
}

/** { lat, lon } where both are on the earth, else what is wrong; an order that nobody told may be the wrong one. */
export function checked(lat, lon, isTold) {
  if (Math.abs(lat) > 90) {
    const number = String(lat);
    if (!isTold && Math.abs(lat) <= 180 && Math.abs(lon) <= 90) {
      return { problem: say("Latitude comes first, and {number} is none: latitudes go from -90 to 90. Is this the longitude? Then change the order.", { number }) };
    }
    return { problem: say("Latitudes go from -90 to 90, and {number} is none of them.", { number }) };
  }
  if (Math.abs(lon) > 180) return { problem: say("Longitudes go from -180 to 180, and {number} is none of them.", { number: String(lon) }) };
  return { lat, lon };
}
