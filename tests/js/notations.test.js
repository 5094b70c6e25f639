// How a position is written for copying: with no more digits than is known of it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { notations } from "../../geo/_maps/static/notations.js";
import { describePosition } from "../../geo/_maps/static/words.js";

const RADII = [null, 0, 0.5, 1, 3, 10, 29, 30, 100, 111, 112, 300, 999, 1800, 5000, 20000, 120000, 2e6];

function texts(lon, lat, precision) {
  return notations(lon, lat, precision).map(({ text }) => text);
}

test("each radius has its digits, and without one there are all", () => {
  const known = [
    [null, "43.65000, 51.16000", "43°39'00.0\"N 51°09'36.0\"E", "39T WJ 12903 33012"],
    [0, "43.65000, 51.16000", "43°39'00.0\"N 51°09'36.0\"E", "39T WJ 12903 33012"],
    [30, "43.6500, 51.1600", "43°39'00\"N 51°09'36\"E", "39T WJ 1290 3301"],
    [300, "43.650, 51.160", "43°39'00\"N 51°09'40\"E", "39T WJ 129 330"],
    [5000, "43.65, 51.16", "43°39'N 51°10'E", "39T WJ 12 33"],
    [20000, "43.7, 51.2", "43°40'N 51°10'E", "39T WJ 1 3"],
    [120000, "43.7, 51.2", "44°N 51°E", "39T WJ"],
  ];
  for (const [precision, ...told] of known) assert.deepEqual(texts(51.16, 43.65, precision), told, `${precision}`);
  assert.deepEqual(notations(51.16, 43.65, null).map(({ key, label }) => [key, label]), [
    ["decimal", "Decimal"], ["dms", "DMS"], ["mgrs", "MGRS"],
  ]);
});

test("decimal degrees have the digits that the sentence has", () => {
  for (const precision of RADII) {
    for (const [lon, lat] of [[51.16, 43.65], [-0.123456, -33.999999], [179.999999, 0], [5.000005, -0.000004], [-70.05, 89.95]]) {
      const sentence = describePosition(lon, lat, precision);
      const [north, east] = sentence.match(/[\d.]+(?=°)/g).map(Number);
      const found = texts(lon, lat, precision)[0].split(", ").map(Number);
      assert.deepEqual(found.map(Math.abs), [north, east], sentence);
      assert.ok(found.every((angle) => !Object.is(angle, -0)), sentence);
    }
  }
});

test("rounding carries over, and no minute or second is 60", () => {
  assert.equal(texts(-(20 + 59 / 60 + 59.96 / 3600), 1 - 1e-9, null)[1], "1°00'00.0\"N 21°00'00.0\"W");
  assert.equal(texts(-20.9999, 0.9999, 300)[1], "1°00'00\"N 21°00'00\"W");
  assert.equal(texts(-20.9999, 0.9999, 2000)[1], "1°00'N 21°00'W");
  for (const text of texts(12.999999, -12.999999, 10)) assert.doesNotMatch(text, /60/);
});

test("longitudes counted on over the antimeridian are brought back, poles and edges have names", () => {
  assert.deepEqual(texts(190, -10, null), texts(-170, -10, null));
  assert.deepEqual(texts(-541, 10, null), texts(179, 10, null));
  assert.deepEqual(texts(180, 0, null).slice(0, 2), ["0.00000, 180.00000", "0°00'00.0\"N 180°00'00.0\"E"]);
  assert.equal(texts(0, 90, null)[2], "Z AH 00000 00000");
  assert.equal(texts(0, -90, 5000)[2], "B AN 00 00");
  assert.equal(texts(0, -90, null)[1], "90°00'00.0\"S 0°00'00.0\"E");
});
