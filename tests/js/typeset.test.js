// Lines of text on a canvas: none too wide, nothing left out, in any script.

import assert from "node:assert/strict";
import { test } from "node:test";

import { metresPerPixel, roundBelow } from "../../geo/_maps/static/scalebar.js";
import { breakLines, directionOf } from "../../geo/_maps/static/typeset.js";

const measure = (text) => [...text].length;

test("words stand together as long as they fit", () => {
  assert.deepEqual(breakLines("one two  three\nfour", 9, measure), ["one two", "three", "four"]);
  assert.deepEqual(breakLines("  ", 9, measure), []);
});

test("a word that is too long is broken, and nothing is lost", () => {
  const lines = breakLines(`a ${"x".repeat(25)} b`, 10, measure);
  assert.ok(lines.every((line) => measure(line) <= 10));
  assert.equal(lines.join("").replaceAll(" ", ""), `a${"x".repeat(25)}b`);
});

test("a script without spaces is broken between words, and no mark begins a line", () => {
  const text = "\u6771\u4eac\u3067\u5730\u9707\u304c\u3042\u3063\u305f\u3002\u88ab\u5bb3\u306f\u306a\u3044\u3002";
  const lines = breakLines(text, 6, measure);
  assert.ok(lines.length > 2);
  assert.ok(lines.every((line) => measure(line) <= 6 && !line.startsWith("\u3002")));
  assert.equal(lines.join(""), text);
});

test("a text runs as its first letter does", () => {
  assert.equal(directionOf("2024: \u0632\u0644\u0632\u0627\u0644 near"), "rtl");
  assert.equal(directionOf("near \u0632\u0644\u0632\u0627\u0644"), "ltr");
  assert.equal(directionOf("\u05d0"), "rtl");
  assert.equal(directionOf("123"), "ltr");
});

test("numbers of a scale are round", () => {
  assert.deepEqual([1, 1.9, 2, 4.9, 5, 9.99, 10, 730, 0.25].map(roundBelow), [1, 1, 2, 3, 5, 5, 10, 500, 0.2]);
});

test("a pixel is as long as the parallel it lies on says", () => {
  // A degree of longitude: 111.320 km at the equator, 78.847 km at 45 degrees, 55.800 km at 60.
  for (const [lat, kilometres] of [[0, 111.320], [45, 78.847], [60, 55.800], [-60, 55.800]]) {
    assert.ok(Math.abs(metresPerPixel(lat, 360) / 1000 - kilometres) < 0.001, String(lat));
  }
});
