// Lines written by geo/_maps/encoding.py and read back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { decodeLine } from "../../geo/_maps/static/decode.js";
import { readKnown } from "./known.js";

const LINES = JSON.parse(readKnown("lines.json"));

test("every vertex is the one that Python wrote, to the last bit", () => {
  assert.ok(LINES.length >= 20);
  for (const { text, step, points } of LINES) assert.deepEqual(decodeLine(text, step), points, `step ${step}`);
});

test("the example of the documentation is read as it stands there", () => {
  assert.deepEqual(decodeLine("ACA?", 0.1), [[0.2, 0.1], [0.2, 0.2]]);
});

test("no text is no line", () => {
  assert.deepEqual(decodeLine("", 0.1), []);
});
