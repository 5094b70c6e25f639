// A table as columns of bytes: the other half of geo/_maps/packing.py. Every column has at(row), null where unknown.

import { dateOf } from "./days.js";

const LINEAR_CODES = 2000;
const DECADE_CODES = 1800;
const NO_DISTANCE = 65535;

/** All columns of a table by their names; `pieces` are their bytes. */
export function readColumns(told, pieces, count) {
  const columns = {};
  // Lengths stand before what is cut by them.
  const names = Object.keys(told).sort((one, other) => Number(other.endsWith("#")) - Number(one.endsWith("#")));
  const lists = names.filter((name) => told[name].as === "lists");
  const days = names.filter((name) => told[name].as === "days");
  for (const name of names) {
    if (told[name].piece !== undefined) columns[name] = READERS[told[name].as](told[name], pieces[told[name].piece], columns, pieces);
  }
  for (const name of lists) columns[name] = listColumn(name, told[name], columns, count);
  for (const name of days) columns[name] = dayColumn(columns[told[name].of]);
  return columns;
}

const READERS = { steps: stepColumn, floats: floatColumn, distances: distanceColumn, texts: textColumn };

function stepColumn({ bytes: width, least, step, words: place }, bytes, _, pieces) {
  const codes = joinPlanes(bytes, width);
  const none = 256 ** width - 1;
  if (place !== undefined) {
    const words = JSON.parse(new TextDecoder().decode(pieces[place]));
    return { count: codes.length, words, codes, at: (row) => (codes[row] === none ? null : words[codes[row]]) };
  }
  // Steps are powers of ten, or a twentieth: divided by their inverse, no noise of binary fractions is left.
  const inverse = Math.round(1 / step);
  const value = (code) => (step < 1 ? (code + Math.round(least * inverse)) / inverse : code * step + least);
  return { count: codes.length, at: (row) => (codes[row] === none ? null : value(codes[row])) };
}

function floatColumn(_, bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    at: (row) => {
      const value = view.getFloat64(row * 8, true);
      return Number.isNaN(value) ? null : value;
    },
  };
}

function distanceColumn({ finest }, bytes) {
  const codes = joinPlanes(bytes, 2);
  return { at: (row) => metres(codes[row], finest) };
}

/** A distance in metres of its code: halves of the last of three digits, no finer than half of the finest step. */
export function metres(code, finest) {
  if (code === NO_DISTANCE) return null;
  const decade = code < LINEAR_CODES ? 0 : Math.floor((code - (LINEAR_CODES - DECADE_CODES)) / DECADE_CODES);
  return ((code - decade * DECADE_CODES) * 10 ** decade * finest) / 2;
}

function textColumn({ lengths }, bytes, columns) {
  const { at } = columns[lengths];
  const ends = new Uint32Array(columns[lengths].count);
  let end = 0;
  for (let row = 0; row < ends.length; row++) ends[row] = end += at(row) ?? 0;
  const decoder = new TextDecoder();
  return {
    at: (row) => (at(row) === null ? null : decoder.decode(bytes.subarray(row === 0 ? 0 : ends[row - 1], ends[row]))),
  };
}

/** Days since 1970 as dates. */
function dayColumn({ at }) {
  // Many rows share few days, and making a date is slow.
  const known = new Map();
  return {
    at: (row) => {
      const day = at(row);
      if (day === null) return null;
      if (!known.has(day)) known.set(day, dateOf(day));
      return known.get(day);
    },
  };
}

/** Rows with several values each: at(row) is an array of { part: value }. */
function listColumn(name, { lengths, parts }, columns, count) {
  const { at } = columns[lengths];
  const ends = new Uint32Array(count);
  let end = 0;
  for (let row = 0; row < count; row++) ends[row] = end += at(row) ?? 0;
  const value = (place) => Object.fromEntries(parts.map((part) => [part, columns[`${name}.${part}`]?.at(place) ?? null]));
  return {
    at: (row) => {
      const from = row === 0 ? 0 : ends[row - 1];
      return Array.from({ length: ends[row] - from }, (_, place) => value(from + place));
    },
  };
}

/** Numbers whose bytes of one weight stand together, the lowest first. */
function joinPlanes(bytes, width) {
  if (width === 1) return bytes;
  const count = bytes.length / width;
  const codes = width === 2 ? new Uint16Array(count) : new Uint32Array(count);
  for (let plane = 0; plane < width; plane++) {
    const factor = 256 ** plane;
    const start = plane * count;
    for (let row = 0; row < count; row++) codes[row] += bytes[start + row] * factor;
  }
  return codes;
}
