// Rows as KML 2.2, which programs that show the globe open: a placemark each, with its shape, its time, its columns.

import { dateOf } from "./days.js";
import { later, say } from "./lang.js";
import { shapesOf } from "./row_shapes.js";
import { noteOf, once, writeRows } from "./shape_files.js";
import { listColumns } from "./table_columns.js";

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n';
const TYPES = { text: "string", date: "string", json: "string", number: "double", boolean: "bool" };
const SOURCES = later("Sources: {sources}.");
// Without a style of its own every polygon would hide the ground; the colours are opacity, blue, green, red.
const STYLE = "<Style id=\"incident\"><LineStyle><color>ff3c14dc</color><width>1.5</width></LineStyle><PolyStyle><color>333c14dc</color></PolyStyle></Style>\n";
const NOT_XML = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const MARKUP = /[&<>"'\t\n\r]/g;
// A day as XML writes it, which is what programs read.
const DAY = /^\d{4}-\d\d-\d\d$/;
const dayText = once(dateOf);

/** Rows as KML; an incident known to a radius has its circle beside its point. */
export function rowsAsKml(payload, rows) {
  const columns = listColumns(payload);
  const fields = columns.map(({ name, label, kind }) => `<SimpleField type="${TYPES[kind]}" name="${xmlText(name)}"><displayName>${xmlText(label)}</displayName></SimpleField>\n`);
  const data = columns.map(({ name, kind, at }) => {
    const isText = TYPES[kind] === "string";
    const before = `<SimpleData name="${xmlText(name)}">`;
    const cell = once((text) => `${before}${xmlText(text)}</SimpleData>`);
    return (row) => {
      const value = at(row);
      if (value === null) return "";
      return isText ? cell(value) : `${before}${value}</SimpleData>`;
    };
  });
  const shape = shapesOf(payload, rows, true);
  const geometry = once(geometryText);
  const placemarks = writeRows(rows, (row) => {
    const name = xmlText(payload.titles.at(row) ?? "");
    const told = data.map((cell) => cell(row)).join("");
    return `<Placemark><name>${name}</name>${timeText(payload.columns, row)}<styleUrl>#incident</styleUrl><ExtendedData><SchemaData schemaUrl="#columns">${told}</SchemaData></ExtendedData>${geometry(shape(row))}</Placemark>\n`;
  });
  const note = `${noteOf(payload)} ${say(SOURCES, { sources: payload.sources.join("; ") })}`;
  return [
    HEAD, `<Document><name>${xmlText(payload.title)}</name>\n<description>${xmlText(note)}</description>\n`, STYLE,
    '<Schema name="columns" id="columns">\n', ...fields, "</Schema>\n", ...placemarks, "</Document>\n</kml>\n",
  ].join("");
}

/** The day on which it happened, or the days between which it did. */
function timeText({ first_day: first, more_days: more }, row) {
  const day = first?.at(row) ?? null;
  if (day === null) return "";
  const [begin, end] = [day, day + (more?.at(row) ?? 0)].map(dayText);
  if (!DAY.test(begin) || !DAY.test(end)) return "";
  return begin === end ? `<TimeStamp><when>${begin}</when></TimeStamp>` : `<TimeSpan><begin>${begin}</begin><end>${end}</end></TimeSpan>`;
}

function geometryText(shape) {
  if (shape === null) return "";
  const { point, lines, polygons } = shape;
  const parts = [
    ...(point ? [`<Point><coordinates>${point.join(",")}</coordinates></Point>`] : []),
    ...lines.map((line) => `<LineString><tessellate>1</tessellate>${coordinates(line)}</LineString>`),
    ...polygons.map(([outer, ...holes]) => `<Polygon><outerBoundaryIs>${ring(outer)}</outerBoundaryIs>${holes.map((hole) => `<innerBoundaryIs>${ring(hole)}</innerBoundaryIs>`).join("")}</Polygon>`),
  ];
  return parts.length > 1 ? `<MultiGeometry>${parts.join("")}</MultiGeometry>` : parts.join("");
}

function ring(corners) {
  return `<LinearRing>${coordinates(corners)}</LinearRing>`;
}

function coordinates(corners) {
  return `<coordinates>${corners.map(([lon, lat]) => `${lon},${lat}`).join(" ")}</coordinates>`;
}

/** A text between tags or in an attribute; characters that XML 1.0 does not have are left out. */
function xmlText(text) {
  return text.replace(NOT_XML, "").replace(MARKUP, (sign) => `&#${sign.charCodeAt(0)};`);
}
