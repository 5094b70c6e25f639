// What a reader takes away: the rows that are seen as a table or as shapes, made here from what the page holds.

import { shapesOf } from "./row_shapes.js";
import { noteOf, once, writeRows } from "./shape_files.js";
import { listColumns } from "./table_columns.js";

export { rowsAsKml } from "./kml.js";

const BOM = "\uFEFF";
// What spreadsheets take for a formula, also behind blanks and signs that nobody sees (OWASP, CSV injection).
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * Rows as CSV (RFC 4180), with the mark by which Excel knows UTF-8. A text that a spreadsheet would run as a formula
 * has an apostrophe before it; a number has none.
 */
export function rowsAsCsv(payload, rows) {
  const columns = listColumns(payload);
  const cells = columns.map(({ kind, at }) => {
    if (kind === "number") return (row) => String(at(row) ?? "");
    // Yes and no as the table writes them.
    if (kind === "boolean") return (row) => ({ true: "True", false: "False" })[at(row)] ?? "";
    const cell = once(csvCell);
    return (row) => cell(at(row) ?? "");
  });
  const lines = [columns.map(({ name }) => csvCell(name)).join(",")];
  for (const row of rows) lines.push(cells.map((cell) => cell(row)).join(","));
  // To many readers a line of nothing is none.
  return `${BOM}${lines.map((line) => line || '""').join("\r\n")}\r\n`;
}

/** Rows of texts and numbers as CSV, as safe as those of rowsAsCsv. */
export function csvLines(rows) {
  const cell = (value) => (typeof value === "number" ? String(value) : csvCell(value));
  return `${BOM}${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Rows as GeoJSON (RFC 7946); one without a position has no geometry. */
export function rowsAsGeoJson(payload, rows) {
  const cells = listColumns(payload).map(({ name, kind, at }) => {
    const key = `${jsonText(name)}:`;
    if (kind === "number" || kind === "boolean") return (row) => key + String(at(row));
    const cell = once((text) => key + jsonText(text));
    return (row) => (at(row) === null ? `${key}null` : cell(at(row)));
  });
  const shape = shapesOf(payload, rows, false);
  const geometry = once(geometryText);
  const features = writeRows(rows, (row) => {
    const properties = cells.map((cell) => cell(row)).join(",");
    return `{"type":"Feature","geometry":${geometry(shape(row))},"properties":{${properties}}}`;
  });
  const { title, made, sources } = payload;
  const told = Object.entries({ name: title, made, note: noteOf(payload), sources });
  return `{"type":"FeatureCollection",\n${told.map(([key, value]) => `"${key}":${jsonText(value)},\n`).join("")}"features":[\n${features.join(",\n")}\n]}\n`;
}

function geometryText(shape) {
  if (shape === null) return "null";
  const { point, lines, polygons } = shape;
  if (point) return `{"type":"Point","coordinates":${JSON.stringify(point)}}`;
  const parts = [...geometriesOf("LineString", lines), ...geometriesOf("Polygon", polygons)];
  if (parts.length === 0) return "null";
  return parts.length === 1 ? parts[0] : `{"type":"GeometryCollection","geometries":[${parts.join(",")}]}`;
}

/** One geometry of all shapes of a type; none of none. */
function geometriesOf(type, shapes) {
  if (shapes.length === 0) return [];
  const [whole, coordinates] = shapes.length === 1 ? [type, shapes[0]] : [`Multi${type}`, shapes];
  return [`{"type":"${whole}","coordinates":${JSON.stringify(coordinates)}}`];
}

function jsonText(value) {
  return JSON.stringify(typeof value === "string" ? sound(value) : value.map(sound));
}

function csvCell(text) {
  const told = sound(text);
  const safe = FORMULA.test(told) && !NUMBER.test(told) ? `'${told}` : told;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A text without what breaks files: halves of characters, and the character at which many programs stop. */
function sound(text) {
  return text.replace(/[\uD800-\uDFFF]/gu, "\uFFFD").replaceAll("\0", "");
}
