// What is said of cells: geo/_maps/cell_words.py in the reader's language.

import { number, say, sayCount } from "./lang.js";
import { describePosition, listed } from "./words.js";

const ACROSS = Math.sqrt(2 / Math.sqrt(3));
const SMALL_KM = 10;

/** How many incidents there are, in how many cells, and from when. */
export function cellSubtitle({ count, bins }) {
  const incidents = sayCount(bins.rows, "{count} incident", "{count} incidents");
  const told = sayCount(count, "{incidents}, counted in {count} cell", "{incidents}, counted in {count} cells", { incidents });
  if (bins.first === null) return told;
  return `${told}; ${bins.first === bins.last ? bins.first : say("{from} to {to}", { from: bins.first, to: bins.last })}`;
}

/** What a cell is, and what the page does not hold. */
export function describeCells({ bins: { area_km2: [least, middle, most] } }) {
  const across = ACROSS * Math.sqrt(middle);
  const values = { area: areaText(middle), across: lengthOf(across), least: areaText(least), most: areaText(most) };
  return [
    say("Incidents are counted in cells, not shown one by one. A cell is a hexagon of about {area}, some {across} across; the smallest to the largest here are {least} to {most}.", values),
    say("Its colour tells how many incidents lie in it, not how many for its size. Where in a cell they lie is not in this file."),
  ].join(" ");
}

/** How many incidents are in cells, and why the others are not. */
export function describeApart({ bins }) {
  const { held, area, wide, nowhere } = bins;
  const told = [
    area && sayCount(area, "{count} is known only to an area or a line", "{count} are known only to an area or a line"),
    wide && sayCount(wide, "{count} is known only to a circle of more than {km} km, wider than a cell", "{count} are known only to a circle of more than {km} km, wider than a cell", { km: radiusText(bins) }),
    nowhere && sayCount(nowhere, "{count} has no usable position", "{count} have no usable position"),
  ].filter(Boolean);
  return `${[sayCount(held, "{count} is in a cell", "{count} are in cells"), listed(told)].filter(Boolean).join("; ")}.`;
}

/** What a cell is called: after the largest listed place inside, or its middle. */
export function cellName(payload, cell) {
  return payload.columns.name?.at(cell) ?? say("Cell at {place}", { place: middleOf(payload, cell) });
}

/** The middle of a cell: no incident's place. */
export function middleOf({ columns, bins }, cell) {
  const lon = columns.lon.at(cell);
  return describePosition(lon - 360 * Math.round(lon / 360), columns.lat.at(cell), bins.radius_m);
}

export function areaText(km2) {
  const value = Number(km2.toPrecision(2));
  return say("{number} km²", { number: number(value, value >= SMALL_KM ? {} : { maximumSignificantDigits: 2 }) });
}

function lengthOf(km) {
  const value = Number(km.toPrecision(2));
  return say("{number} km", { number: number(value, value >= SMALL_KM ? {} : { maximumFractionDigits: 1 }) });
}

function radiusText({ radius_m: radius }) {
  return number(Number((radius / 1000).toPrecision(2)), { maximumFractionDigits: 2 });
}

/** Which counts a class holds. */
export function classText(breaks, place, most) {
  const low = breaks[place];
  const high = place + 1 < breaks.length ? breaks[place + 1] - 1 : most;
  return high <= low ? sayCount(low, "{count} incident", "{count} incidents") : sayCount(high, "{low}–{count} incident", "{low}–{count} incidents", { low: number(low) });
}
