// Names of squares against those of GEOTRANS, and what is refused.
//
// tests/data/mgrs.csv was written once by the package mgrs 1.6.0 of PyPI, which is GEOTRANS: everywhere, and beside every edge.
// GEOTRANS counts half a millimetre short of a metre as the metre, and 84 degrees north as in a zone; no row is that near.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { measure } from "../../geo/_maps/static/geodesic.js";
import { fromMgrs, isMgrs, toMgrs } from "../../geo/_maps/static/mgrs.js";

const ROWS = readFileSync(new URL("../data/mgrs.csv", import.meta.url), "utf8").trim().split("\n").slice(1)
  .map((line) => line.split(","))
  .map(([lon, lat, name]) => ({ lon: Number(lon), lat: Number(lat), name, digits: /\d*$/.exec(name)[0].length / 2 }));

test("squares have the names that GEOTRANS gives them", () => {
  assert.equal(ROWS.length, 903);
  for (const { lon, lat, name, digits } of ROWS) assert.equal(toMgrs(lon, lat, digits).replaceAll(" ", ""), name, `${lon} ${lat}`);
});

test("the middle of a square is not farther from what lies in it than a corner is", () => {
  for (const { lon, lat, name, digits } of ROWS) {
    const { size, text, ...middle } = fromMgrs(name);
    assert.equal(size, 10 ** (5 - digits), name);
    assert.equal(text.replaceAll(" ", ""), name);
    const off = measure(lon, lat, middle.lon, middle.lat).distance / size;
    assert.ok(off < 0.715, `${name}: ${off} of its side`);
    assert.ok(isMgrs(text), name);
  }
});

test("the middle has the name of its square, and so have its parts", () => {
  let count = 0;
  for (const { name, digits } of ROWS.filter((row) => row.digits === 5)) {
    const { lon, lat, text } = fromMgrs(name);
    const found = toMgrs(lon, lat, digits);
    // The middle of a square on an edge may lie beyond it.
    if (found.split(" ")[0] !== text.split(" ")[0]) continue;
    assert.equal(found, text);
    count++;
  }
  assert.ok(count > 250, `${count}`);
  for (let digits = 0; digits <= 5; digits++) {
    const short = toMgrs(51.16, 43.65, digits).split(" ");
    const long = toMgrs(51.16, 43.65, 5).split(" ");
    assert.ok(short.every((part, place) => long[place].startsWith(part)), short.join(" "));
  }
});

test("a hair south of the equator is in the last row of the south", () => {
  for (const lat of [-1e-6, -1e-12, -1e-16, -1e-300]) assert.equal(toMgrs(3, lat, 1), "31M EV 0 9");
  for (const lat of [0, 1e-300, 1e-6]) assert.equal(toMgrs(3, lat, 1), "31N EA 0 0");
});

test("84 degrees north is round the pole, and a square that reaches over it is found by either name", () => {
  assert.equal(toMgrs(10, 84, 0)[0], "Z");
  const { lon, lat } = fromMgrs("33XVP4172130624");
  assert.ok(measure(10, 84, lon, lat).distance < 1);
});

test("blanks and small letters are as good", () => {
  const known = fromMgrs("39TWJ1290333012");
  for (const text of ["39T WJ 12903 33012", "39t wj 12903 33012", " 39 T W J 12903 33012 ", "39TWJ 1290333012"]) {
    assert.deepEqual(fromMgrs(text), known, text);
  }
  assert.equal(fromMgrs("1NAA6602100000").text, "1N AA 66021 00000");
});

test("what is no square is refused, with what is wrong of it", () => {
  const known = [
    ["39T WJ 123", /has as many digits for east as for north; here there are 3/],
    ["39T WJ 123 45", /here there are 5/],
    ["39T WJ 123 45678", /here there are 3 and 5/],
    ["39T WJ 123456 123456", /ten digits at most; here there are 12/],
    ["39I WJ 12 34", /from C to X, without I and O; here it is I/],
    ["39A WJ 12 34", /here it is A/],
    ["61T WJ 12 34", /no zone 61T/],
    ["0T WJ 12 34", /no zone 0T/],
    ["32X MH 12 34", /no zone 32X/],
    ["39T AJ 12 34", /no square AJ in 39T/],
    ["39T WI 12 34", /no square WI in 39T/],
    ["39T WA 12 34", /no square WA in 39T/],
    ["31X AJ 12 34", /no square AJ in 31X/],
    ["T WJ 12 34", /Before T the number of a zone is missing/],
    ["Z ZZ 12 34", /no square ZZ in Z/],
    ["Z JA 12 34", /no square JA in Z/],
    ["39T WJ 12 3x", /no name of a square/],
    ["", /no name of a square/],
  ];
  for (const [text, problem] of known) assert.match(fromMgrs(text).problem ?? "none", problem, text);
});
