// How a distance, a position, a direction or a precision is put into words: geo/_maps/wording.py in the browser.

import { later, number, say } from "./lang.js";

const LEAST_SHARE = 100;
const RADIUS_SHARE = 3;
const METRES_PER_DEGREE = 111195;
const MOST_DECIMALS = 5;
const TO_COMPASS = [
  later("{distance} to the north"), later("{distance} to the north-east"), later("{distance} to the east"), later("{distance} to the south-east"),
  later("{distance} to the south"), later("{distance} to the south-west"), later("{distance} to the west"), later("{distance} to the north-west"),
];
export const UNKNOWN_KIND = later("line of unknown kind");
export const PLACE_ACCURACY_M = 100;

/** The step, a power of ten in metres, to which a distance is honestly rounded. */
export function roundingStep(distance, accuracy, precision) {
  return Math.max(
    1,
    Math.floor(powerOfTen(distance) / LEAST_SHARE),
    powerOfTen(accuracy ?? 0),
    powerOfTen((precision ?? 0) / RADIUS_SHARE),
  );
}

/** A distance with the least and the most it can be, rounded to what is known; null when nothing is. */
export function describeDistance([distance, minimum, maximum], { accuracy = null, precision = null } = {}) {
  const reference = distance ?? maximum;
  if (reference === null) return null;
  const step = roundingStep(reference, accuracy, precision);
  const interval = describeInterval(minimum, maximum, step);
  if (distance === null || (interval && distance < (precision ?? 0) / RADIUS_SHARE)) return interval;
  const nearest = Math.floor(distance / step + 0.5) * step;
  const about = nearest === 0 ? say("less than {length}", { length: lengthText(step, step) }) : say("about {length}", { length: lengthText(nearest, step) });
  return interval === null ? about : `${about}, ${interval}`;
}

export function describeAccuracy(accuracy) {
  return accuracy === null ? null : say("drawn within {length} of OpenStreetMap's line; how true that is on the ground differs from border to border", { length: roundUp(accuracy) });
}

export function describePrecision(precision) {
  if (precision === null) return say("not stated by the source");
  if (precision <= 0) return say("stated as exact");
  return say("approximate: somewhere within {length} of this point", { length: roundUp(precision) });
}

/** A position with no more decimals than its precision bears. */
export function describePosition(lon, lat, precision) {
  let decimals = MOST_DECIMALS;
  if (precision > 0) decimals = Math.min(decimals, Math.max(1, Math.ceil(Math.log10(METRES_PER_DEGREE / precision))));
  const values = { lat: degrees(lat, decimals), lon: degrees(lon, decimals), south: say(lat < 0 ? "S" : "N"), west: say(lon < 0 ? "W" : "E") };
  return say(precision ? "about {lat}° {south}, {lon}° {west}" : "{lat}° {south}, {lon}° {west}", values);
}

/** A length with two digits, never shorter than it is. */
export function roundUp(metres) {
  const step = Math.max(1, Math.floor(powerOfTen(metres) / 10));
  return lengthText(Math.ceil(metres / step) * step, step);
}

/** A number of people with three digits, never more than it is. */
export function roundDown(count) {
  const step = Math.max(1, Math.floor(powerOfTen(count) / LEAST_SHARE));
  return Math.floor(count / step) * step;
}

/** To which line a distance goes, never without its kind. */
export function lineCaption(kind, name, kinds) {
  if (!Object.hasOwn(kinds, kind ?? "")) return say("to a line of unknown kind with {country}", { country: name });
  return kind === "breakaway" ? say("to the breakaway line with {country}", { country: name }) : say("to the {kind} with {country}", { kind: say(kinds[kind]), country: name });
}

/** Words joined as in a sentence. */
export function listed(words) {
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter(Boolean).join(say(" and "));
}

/** In which of eight directions a distance goes, where one number stands for it. */
export function withDirection(distance, azimuth) {
  const about = say("about {length}", { length: "" }).trim();
  if (azimuth === null || !distance.startsWith(about)) return distance;
  const comma = distance.indexOf(", ");
  const [first, rest] = comma < 0 ? [distance, ""] : [distance.slice(0, comma), distance.slice(comma)];
  const text = TO_COMPASS[((Math.floor(azimuth / 45 + 0.5) % 8) + 8) % 8];
  return say(text, { distance: first }) + rest;
}

function describeInterval(minimum, maximum, step) {
  if (minimum === null || maximum === null) return null;
  const least = Math.floor(Math.max(0, minimum) / step) * step;
  const most = Math.ceil(maximum / step) * step;
  // An exact point has no interval; one step is only the rounding of one number.
  if (maximum - minimum < 1 || most - least < 1) return null;
  let low = lengthText(least, step);
  const high = lengthText(most, step);
  if (least === 0) return say("between {low} and {high}", { low: number(0), high });
  if (low.split(" ").at(-1) === high.split(" ").at(-1)) low = low.slice(0, low.lastIndexOf(" "));
  return say("between {low} and {high}", { low, high });
}

/** A length that is a multiple of the step. */
export function lengthText(metres, step) {
  if (metres < 1000) return say("{number} m", { number: number(metres) });
  const decimals = Math.max(0, 3 - Math.round(Math.log10(step)));
  return say("{number} km", { number: number(metres / 1000, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) });
}

/** An angle without its sign and without noughts that say nothing. */
function degrees(angle, decimals) {
  const rounded = Math.floor(Math.abs(angle) * 10 ** decimals + 0.5) / 10 ** decimals;
  const [whole, rest = ""] = rounded.toFixed(decimals).split(".");
  return `${whole}.${rest.replace(/0+$/, "") || "0"}`;
}

/** The power of ten at or below a value; 0 below 1. */
function powerOfTen(value) {
  if (value < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * 10 <= value ? power * 10 : power;
}
