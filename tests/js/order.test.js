// Rows in the order of a column: as a plain stable sort gives it, with what is unknown last either way.

import assert from "node:assert/strict";
import { test } from "node:test";

import { orderRows, rankNumbers, rankTexts } from "../../geo/_maps/static/order.js";

const all = (rows) => new Uint8Array(rows).fill(1);
const order = (ranked, rows, descending = false) => [...orderRows(ranked, all(rows), rows, descending)];

test("numbers stand as numbers, what is equal in the order of the table, what is unknown last", () => {
  const ranked = rankNumbers(Float64Array.of(10, NaN, 9, 10, -1, NaN, 0));
  assert.deepEqual(order(ranked, 7), [4, 6, 2, 0, 3, 1, 5]);
  assert.deepEqual(order(ranked, 7, true), [0, 3, 2, 6, 4, 1, 5]);
});

test("texts stand as readers sort them, and numbers in them count", () => {
  const texts = ["No. 10", "no. 9", "Éclair", null, "eclair", "zebra", "Ärger", "No. 10", ""];
  const ranked = rankTexts(texts, "en");
  assert.deepEqual(order(ranked, 9).map((row) => texts[row]), ["", "Ärger", "eclair", "Éclair", "no. 9", "No. 10", "No. 10", "zebra", null]);
  assert.deepEqual(order(ranked, 9, true).map((row) => texts[row]), ["zebra", "No. 10", "No. 10", "no. 9", "Éclair", "eclair", "Ärger", "", null]);
  assert.deepEqual(order(ranked, 9, true).slice(1, 3), [0, 7]);
});

test("only what is seen is in the order", () => {
  const ranked = rankNumbers(Float64Array.of(3, 2, NaN, 1, NaN));
  assert.deepEqual([...orderRows(ranked, Uint8Array.of(1, 0, 0, 1, 1), 3, false)], [3, 0, 4]);
  assert.deepEqual([...orderRows(ranked, new Uint8Array(5), 0, true)], []);
});

test("thousands of texts in several scripts come as a plain sort brings them", () => {
  const words = ["Київ", "київ", "Zürich", "zurich", "a-b", "ab", "a b", "10", "9", "x 2", "x 10", "المدينة", "北京", "ñ", "n"];
  const texts = Array.from({ length: 4000 }, (_, row) => (row % 13 === 0 ? null : `${words[(row * 7) % 15]} ${words[(row * 11) % 14]} ${row % 50}`));
  const { compare } = new Intl.Collator("en", { numeric: true });
  const rows = texts.map((_, row) => row);
  const known = rows.filter((row) => texts[row] !== null);
  const unknown = rows.filter((row) => texts[row] === null);
  const ranked = rankTexts(texts, "en");
  const plain = (turn) => [...[...known].sort((one, other) => turn * compare(texts[one], texts[other])), ...unknown];
  assert.deepEqual(order(ranked, 4000), plain(1));
  assert.deepEqual(order(ranked, 4000, true), plain(-1));
});
