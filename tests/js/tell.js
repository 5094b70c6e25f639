// Prints what the page would tell of every incident: run by tests/test_page_words.py.

import { readFileSync } from "node:fs";

import { listFacts, measuredLabel } from "../../geo/_maps/static/facts.js";
import { readPayload } from "../../geo/_maps/static/start.js";

const payload = await readPayload(readFileSync(process.argv[2], "utf8"));
const told = [];
for (let row = 0; row < payload.count; row++) {
  const facts = Object.fromEntries(listFacts(payload, row).map(({ key, texts }) => [key, texts]));
  told.push({ title: payload.titles.at(row), facts, labels: ["border", "city"].map((stem) => measuredLabel(payload, row, stem)) });
}
process.stdout.write(JSON.stringify(told));
