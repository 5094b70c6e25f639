// What is taken away: cells that spreadsheets do not run, shapes cut at the antimeridian, names that every system takes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { cutLine, cutPolygon, onGlobe, polarCap } from "../../geo/_maps/static/meridian.js";
import { fileName } from "../../geo/_maps/static/save.js";
import { writeRows } from "../../geo/_maps/static/shape_files.js";
import { rowsAsCsv, rowsAsGeoJson, rowsAsKml } from "../../geo/_maps/static/takeaway.js";

const column = (values) => ({ at: (row) => values[row] ?? null });
const none = column([]);
const told = (texts, more = {}) => ({
  title: "t", made: "1 May 2026", sources: [], places: [], pairs: [], coarse_m: 25000, count: texts.length, titles: column(texts),
  areas: { of: none, outlines: [], step: 1 }, reported: [{ key: "source:a", label: "a", role: "other", column: "a" }],
  ...more, columns: { a: column(texts), ...more.columns },
});
const cells = (texts) => rowsAsCsv(told(texts), texts.keys()).split("\r\n").slice(1, -1);

test("what a spreadsheet would run has an apostrophe before it", () => {
  const run = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠a", "  =1", "\u00A0=1", "\u200B=1", "\uFEFF@a", "-12;5", "+44 20 7946", "--1", "=", "\t=1", "\ttext"];
  for (const text of run) assert.deepEqual(cells([text, "x"]), [`'${text}`, "x"], text);
  assert.deepEqual(cells(["-12,5", "x"]), [`"'-12,5"`, "x"]);
  assert.deepEqual(cells(['=HYPERLINK("http://x","y")', "x"]), [`"'=HYPERLINK(""http://x"",""y"")"`, "x"]);
});

test("a carriage return at the start is guarded and quoted", () => {
  assert.ok(rowsAsCsv(told(["\r=1"]), [0]).endsWith("a\r\n\"'\r=1\"\r\n"));
});

test("numbers and other texts stay as they are", () => {
  const same = ["-12.5", "+3", "-1e-7", "1", ".5", "-.5", "a=b", "a-b", "007", "'=1", "مرحبا", "😀", "1-2"];
  assert.deepEqual(cells([...same, "x"]), [...same, "x"]);
});

test("a heading is guarded as a cell is, and a line of nothing is there", () => {
  const named = told(["", null], { reported: [{ key: "source:=x", label: "x", role: "other", column: "a" }] });
  assert.equal(rowsAsCsv(named, [0, 1]), '\uFEFF\'=x\r\n""\r\n""\r\n');
});

test("halves of characters, NUL and what XML does not have break no file", () => {
  const text = "a\0b\uD800c\u0001d\uFFFE😀<&>\"'\r";
  assert.ok(rowsAsCsv(told([text]), [0]).includes("ab\uFFFDc\u0001d\uFFFE😀<&>"));
  assert.equal(JSON.parse(rowsAsGeoJson(told([text]), [0])).features[0].properties.a, "ab\uFFFDc\u0001d\uFFFE😀<&>\"'\r");
  assert.ok(rowsAsKml(told([text]), [0]).includes('<SimpleData name="a">abcd😀&#60;&#38;&#62;&#34;&#39;&#13;</SimpleData>'));
});

test("a property may be called as what objects have", () => {
  const named = told(["x"], { reported: [{ key: "source:__proto__", label: "x", role: "other", column: "a" }] });
  assert.ok(rowsAsGeoJson(named, [0]).includes('"__proto__":"x"'));
});

test("only what is asked for is there, in the order asked for", () => {
  assert.equal(rowsAsCsv(told(["a", "b", "c"]), Uint32Array.of(2, 0)), "\uFEFFa\r\nc\r\na\r\n");
  assert.equal(JSON.parse(rowsAsGeoJson(told(["a"]), [])).features.length, 0);
});

test("a longitude on the sheet is one on the globe, without noise", () => {
  assert.deepEqual([181.2345, -180, 180, 540.5, -190.1, null].map(onGlobe), [-178.7655, -180, 180, -179.5, 169.9, null]);
});

const box = (west, south, east, north) => [[west, south], [east, south], [east, north], [west, north], [west, south]];
const area = (ring) => ring.slice(1).reduce((sum, [lon, lat], place) => sum + (ring[place][0] * lat - lon * ring[place][1]) / 2, 0);

test("a polygon over the antimeridian becomes one on each side, wound to the left", () => {
  const parts = cutPolygon([box(170, 0, 195, 10).reverse()], 3);
  assert.deepEqual(parts.map(([outer]) => area(outer)), [100, 150]);
  assert.deepEqual(parts.map((rings) => rings.flat().map(([lon]) => lon)).map((lons) => [Math.min(...lons), Math.max(...lons)]), [[170, 180], [-180, -165]]);
});

test("a hole that is cut becomes part of the outline, another stays a hole of its part", () => {
  const parts = cutPolygon([box(170, 0, 190, 10), box(178, 4, 182, 6), box(185, 1, 187, 3)], 3);
  assert.deepEqual(parts.map((rings) => rings.map(area)), [[100 - 4], [100 - 4, -4]]);
});

test("fingers over the antimeridian become polygons of their own", () => {
  const comb = [[170, 0], [190, 0], [190, 2], [175, 2], [175, 4], [190, 4], [190, 6], [170, 6], [170, 0]];
  const parts = cutPolygon([comb], 3);
  assert.deepEqual(parts.map(([outer]) => area(outer)), [60 - 10, 20, 20]);
});

test("what only touches the antimeridian is not cut, and an edge along it leaves no sliver", () => {
  assert.deepEqual(cutPolygon([box(170, 0, 180, 10)], 3).map(([outer]) => area(outer)), [100]);
  const spike = [[170, 0], [180, 5], [170, 10], [170, 0]];
  assert.deepEqual(cutPolygon([spike], 3).map(([outer]) => area(outer)), [50]);
  const stair = [[170, 0], [180, 0], [180, 5], [190, 5], [190, 10], [170, 10], [170, 0]];
  assert.deepEqual(cutPolygon([stair], 3).map(([outer]) => area(outer)), [100, 50]);
  assert.deepEqual(cutPolygon([box(185, 0, 195, 10)], 3).map(([outer]) => outer[0][0] < -160), [true]);
});

test("ways there and back and corners said twice are gone, and so is what has no area", () => {
  const ring = [[0, 0], [0, 0], [4, 0], [6, 0], [4, 0], [4, 4], [0, 4], [0, 0]];
  assert.deepEqual(cutPolygon([ring], 3), [[[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]]);
  assert.deepEqual(cutPolygon([[[0, 0], [4, 0], [0, 0]]], 3), []);
});

test("a line over the antimeridian becomes two, which meet it at one latitude", () => {
  assert.deepEqual(cutLine([[178, 0], [182, 4], [183, 4]], 2), [[[178, 0], [180, 2]], [[-180, 2], [-178, 4], [-177, 4]]]);
  assert.deepEqual(cutLine([[178, 0], [180, 2], [178, 4]], 2).flat().map(([lon]) => lon), [178, 180, 178]);
});

test("what is smaller than the grid of the page is somewhere in its cell", () => {
  const tiny = { polygons: [["????????"]], label: [0, 0], name: "n" };
  const [feature] = JSON.parse(rowsAsGeoJson(told(["a"], { areas: { of: column([0]), outlines: [tiny], step: 0.5 } }), [0])).features;
  assert.deepEqual(feature.geometry, { type: "Polygon", coordinates: [box(-0.25, -0.25, 0.25, 0.25)] });
});

test("a cap reaches all round and up to the pole", () => {
  const [ring, ...holes] = polarCap([[0, 80], [90, 80], [180, 80], [270, 80]], 90, 2);
  assert.equal(holes.length, 0);
  assert.equal(area(ring), 3600);
});

test("a name for a file is one on every system", () => {
  const names = {
    "a/b\\c:d": "a b c d.csv", "": "incidents.csv", "...": "incidents.csv", "CON": "_CON.csv", "nul.x": "_nul.x.csv", "com¹": "_com¹.csv",
    "Consul": "Consul.csv", "Удары по Киеву": "Удары по Киеву.csv", "地図": "地図.csv", "a\u202Egpj": "a gpj.csv", "\0\n": "incidents.csv",
    "../../etc/passwd": "etc passwd.csv", " -rf ": "rf.csv", "می\u200Cخواهم": "می\u200Cخواهم.csv", "\uD800": "incidents.csv", "a?*<>|\"b": "a b.csv",
  };
  for (const [title, name] of Object.entries(names)) assert.equal(fileName(title, "csv"), name);
  const long = fileName(`${"a".repeat(74)}😀😀`, "geojson");
  assert.ok(long.length <= 80 && !/\p{Cs}/u.test(long), long);
  assert.ok(fileName(`${"x ".repeat(100)}`, "csv").length <= 80);
});

test("a file larger than any text can be is refused in words", () => {
  const large = "x".repeat(1e8);
  assert.throws(() => writeRows([1, 2, 3, 4, 5, 6], () => large), /too large/);
});
