// Prints everything that the data of a page holds, every column row by row: run by tests/test_blur_recovery.py.

import { readFileSync } from "node:fs";

import { listFacts, measuredLabel } from "../../geo/_maps/static/facts.js";
import { readPayload } from "../../geo/_maps/static/start.js";

const payload = await readPayload(readFileSync(process.argv[2], "utf8"));
const rows = Array.from({ length: payload.count }, (_, row) => row);
const { columns, titles, areas, ...head } = payload;
const values = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, rows.map((row) => column.at(row))]));
const told = rows.map((row) => [listFacts(payload, row), ["border", "city"].map((stem) => measuredLabel(payload, row, stem))]);
process.stdout.write(JSON.stringify({ ...head, areas: { step: areas.step, outlines: areas.outlines }, titles: rows.map((row) => titles.at(row)), values, told }));
