// Prints what a reader of a page would take away, all rows or those named: run by tests/test_takeaway.py.

import { readFileSync } from "node:fs";

import { readPayload } from "../../geo/_maps/static/start.js";
import { listColumns } from "../../geo/_maps/static/table_columns.js";
import { rowsAsCsv, rowsAsGeoJson, rowsAsKml } from "../../geo/_maps/static/takeaway.js";

const payload = await readPayload(readFileSync(process.argv[2], "utf8"));
const rows = process.argv[3] ? JSON.parse(process.argv[3]) : Uint32Array.from({ length: payload.count }, (_, row) => row);
const columns = listColumns(payload).map(({ name, label, kind }) => ({ name, label, kind }));
process.stdout.write(JSON.stringify({
  columns, csv: rowsAsCsv(payload, rows), geojson: rowsAsGeoJson(payload, rows), kml: rowsAsKml(payload, rows),
}));
