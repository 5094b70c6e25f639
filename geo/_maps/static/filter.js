// Which rows are seen: what the reader has hidden or asked for, how precise, how near, and when it happened.

import { dayNumber } from "./days.js";
import { distancesTo } from "./nearness.js";

/** Marks the rows that are seen with 1; returns { mask, count }. */
export function applyFilter(payload, { filter, time, pin }) {
  const { columns, count } = payload;
  const mask = new Uint8Array(count).fill(1);
  for (const [name, hidden] of Object.entries(filter.hidden)) hide(mask, columns[name], hidden, payload.options[name] ?? []);
  for (const [key, wanted] of Object.entries(filter.only)) keepOnly(mask, payload.facets.get(key), wanted);
  if (filter.near) keepNear(mask, payload, filter.near, pin);
  if (filter.precise) {
    for (let row = 0; row < count; row++) {
      if (mask[row] && (columns.extent_m?.at(row) ?? 0) > payload.town_m) mask[row] = 0;
    }
  }
  if (time && columns.first_day) {
    const [from, to] = time.map(dayNumber);
    for (let row = 0; row < count; row++) {
      const first = columns.first_day.at(row);
      if (first === null || first > to || first + (columns.more_days?.at(row) ?? 0) < from) mask[row] = 0;
    }
  }
  if (filter.text) search(mask, payload, filter.text);
  let seen = 0;
  for (let row = 0; row < count; row++) seen += mask[row];
  return { mask, count: seen };
}

/** Keeps rows that have one of the wanted texts in a column. */
function keepOnly(mask, facet, wanted) {
  if (!facet || wanted.length === 0) return;
  const numbers = new Set(facet.options.filter(({ text }) => wanted.includes(text)).map(({ place }) => place));
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] && !numbers.has(facet.codes[row])) mask[row] = 0;
  }
}

/** Keeps rows that are surely within some kilometres; or those too that may be. */
function keepNear(mask, payload, { what, km, perhaps }, pin) {
  const { low, high } = distancesTo(payload, what, pin);
  const metres = perhaps ? low : high;
  for (let row = 0; row < mask.length; row++) {
    // What is not known is not near.
    if (mask[row] && !(metres[row] <= km * 1000)) mask[row] = 0;
  }
}

/** How many of the seen rows have each option of a facet; what is wanted of it already counts for nothing. */
export function countFacet(payload, state, facet) {
  const only = Object.fromEntries(Object.entries(state.filter.only).filter(([key]) => key !== facet.key));
  const { mask } = applyFilter(payload, { ...state, filter: { ...state.filter, only } });
  const counts = new Map(facet.options.map(({ place }) => [place, 0]));
  for (let row = 0; row < mask.length; row++) {
    if (mask[row]) counts.set(facet.codes[row], counts.get(facet.codes[row]) + 1);
  }
  return facet.options.map(({ place }) => counts.get(place));
}

/** Keeps rows in whose title and reported texts every word is found, whatever the case and the accents. */
function search(mask, payload, text) {
  const words = plainly(text).split(/\s+/).filter(Boolean);
  const texts = searchable(payload);
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] && !words.every((word) => texts[row].includes(word))) mask[row] = 0;
  }
}

const searched = new WeakMap();

/** What of each row is searched; made when the first word is typed. */
function searchable(payload) {
  if (!searched.has(payload)) {
    const columns = [payload.titles, ...payload.reported.map(({ column }) => payload.columns[column] ?? null)].filter(Boolean);
    const texts = Array.from({ length: payload.count }, (_, row) => plainly(columns.map((column) => column.at(row) ?? "").join("\n")));
    searched.set(payload, texts);
  }
  return searched.get(payload);
}

function plainly(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function hide(mask, column, hidden, options) {
  if (!column || hidden.length === 0) return;
  const numbers = new Set(hidden.map((text) => options.findIndex((option) => option.text === text)));
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] && numbers.has(column.at(row) ?? options.length - 1)) mask[row] = 0;
  }
}

/** How many of the seen rows have each option of a column; an option that is hidden counts what it would add. */
export function countOptions(payload, state, name) {
  const options = payload.options[name];
  if (!options) return [];
  const hidden = { ...state.filter.hidden, [name]: [] };
  const { mask } = applyFilter(payload, { ...state, filter: { ...state.filter, hidden } });
  const counts = new Array(options.length).fill(0);
  for (let row = 0; row < mask.length; row++) {
    if (mask[row]) counts[payload.columns[name].at(row) ?? options.length - 1] += 1;
  }
  return counts;
}

/** The numbers of the rows that are seen. */
export function seenRows(mask, count) {
  const rows = new Uint32Array(count);
  let found = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row]) rows[found++] = row;
  return rows;
}
