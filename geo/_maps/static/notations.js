// A position in the ways of writing that people copy, each with no more digits than is known of it.

import { later, say } from "./lang.js";
import { toMgrs } from "./mgrs.js";
import { within } from "./utm.js";
export { parseCoordinates } from "./coordinates.js";

const METRES_PER_DEGREE = 111195;
const MOST_DECIMALS = 5;
// From fine to coarse: seconds of arc, and how many metres that is, counted as roughly as a radius is known.
const STEPS = [[0.1, 3], [1, 30], [10, 300], [60, 1800], [600, 18000], [3600, 108000]];
const SQUARES = [1, 10, 100, 1000, 10000, 100000];
const LABELS = { decimal: later("Decimal degrees"), dms: later("Degrees, minutes, seconds"), mgrs: later("MGRS") };

/** A position as decimal degrees, as degrees, minutes and seconds, and in MGRS: { key, label, text } each. */
export function notations(lon, lat, precision) {
  const east = Math.abs(lon) <= 180 ? lon : within(lon);
  const texts = { decimal: decimal(east, lat, precision), dms: sexagesimal(east, lat, precision), mgrs: square(east, lat, precision) };
  return Object.entries(texts).map(([key, text]) => ({ key, label: say(LABELS[key]), text }));
}

/** Latitude and longitude with the decimals of describePosition(), noughts at the end included. */
function decimal(lon, lat, precision) {
  let decimals = MOST_DECIMALS;
  if (precision > 0) decimals = Math.min(decimals, Math.max(1, Math.ceil(Math.log10(METRES_PER_DEGREE / precision))));
  return [lat, lon].map((angle) => {
    const rounded = Math.floor(Math.abs(angle) * 10 ** decimals + 0.5) / 10 ** decimals;
    return `${angle < 0 && rounded > 0 ? "-" : ""}${rounded.toFixed(decimals)}`;
  }).join(", ");
}

function sexagesimal(lon, lat, precision) {
  const step = coarsest(STEPS, precision, ([, metres]) => metres)[0];
  return `${inParts(lat, step)}${lat < 0 ? "S" : "N"} ${inParts(lon, step)}${lon < 0 ? "W" : "E"}`;
}

/** An angle to a multiple of a step, in no smaller parts than that. */
function inParts(angle, step) {
  // In tenths of a second all is whole, so that no 60 seconds come of rounding.
  const tenths = Math.round((Math.abs(angle) * 3600) / step) * Math.round(step * 10);
  const [degrees, minutes, seconds] = [Math.floor(tenths / 36000), Math.floor(tenths / 600) % 60, (tenths % 600) / 10];
  if (step >= 3600) return `${degrees}°`;
  if (step >= 60) return `${degrees}°${two(minutes)}'`;
  return `${degrees}°${two(minutes)}'${step < 1 ? seconds.toFixed(1).padStart(4, "0") : two(seconds)}"`;
}

function square(lon, lat, precision) {
  const size = coarsest(SQUARES, precision, (metres) => metres);
  return toMgrs(lon, lat, 5 - Math.round(Math.log10(size)));
}

/** The coarsest of some steps that is not coarser than the radius; the finest where that is not known, or nought. */
function coarsest(steps, precision, metresOf) {
  return [...steps].reverse().find((step) => metresOf(step) <= precision) ?? steps[0];
}

function two(number) {
  return String(number).padStart(2, "0");
}
