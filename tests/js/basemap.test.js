// Shores are the outlines of land, but for where land was cut.

import assert from "node:assert/strict";
import { test } from "node:test";

import { outline } from "../../geo/_maps/static/basemap.js";

const SHEET = { cut: [10, 0, 190, 20], step: 0.01 };

test("an island is all shore, as one closed line", () => {
  const island = [[5, 20], [6, 20], [6, 21], [5, 20]];
  assert.deepEqual(outline(island, SHEET), [island]);
});

test("an edge of the sheet is no shore, and land cut by it has one on each side", () => {
  const cape = [[20, 30], [18, 31], [20, 32], [20, 40], [17, 41], [20, 42], [20, 30]];
  assert.deepEqual(outline(cape, SHEET), [[[20, 30], [18, 31], [20, 32]], [[20, 40], [17, 41], [20, 42]]]);
  const west = [[5, 10.004], [5, 12], [7, 12], [7, 9.999], [5, 10.004]];
  assert.deepEqual(outline(west, SHEET), [[[5, 10.004], [5, 12], [7, 12], [7, 9.999]]]);
});

test("the cut at the antimeridian is no shore, a line that only touches it is", () => {
  const fiji = [[5, 180], [6, 180], [6, 179], [5, 179], [5, 180]];
  assert.deepEqual(outline(fiji, SHEET), [[[6, 180], [6, 179], [5, 179], [5, 180]]]);
  const touching = [[5, 179], [6, 180], [7, 179], [5, 179]];
  assert.deepEqual(outline(touching, SHEET), [touching]);
});
