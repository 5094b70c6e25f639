// Geodesics against those of PROJ, and lines and circles that Leaflet can draw.

import assert from "node:assert/strict";
import { test } from "node:test";

import { geodesicCircle, geodesicLine, travel } from "../../geo/_maps/static/geodesic.js";
import { readKnown } from "./known.js";

const ROWS = JSON.parse(readKnown("geodesics.json"));
const RADIUS = 6378137;
const RADIANS = Math.PI / 180;
const MILLIMETRE = 1e-3;

/** Straight through the earth, on a sphere: for points so near each other it is their distance. */
function metresBetween([lon, lat], [east, north]) {
  const place = (lambda, phi) => [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  const [one, other] = [place(lon * RADIANS, lat * RADIANS), place(east * RADIANS, north * RADIANS)];
  return RADIUS * Math.hypot(...one.map((value, axis) => value - other[axis]));
}

/** The largest step of longitude between neighbours. */
function widestStep(points) {
  return Math.max(...points.slice(1).map(([, lon], before) => Math.abs(lon - points[before][1])));
}

test("travel arrives within a millimetre of where PROJ does", () => {
  assert.equal(ROWS.length, 300);
  for (const { name, start: [lon, lat], azimuth, distance, end } of ROWS) {
    const off = metresBetween(travel(lon, lat, azimuth, distance), end);
    assert.ok(off < MILLIMETRE, `${name}: ${lon} ${lat} ${azimuth} ${distance} is ${off} m off`);
  }
});

test("a line goes through the points that PROJ finds on it, from its start to its end", () => {
  for (const { name, start: [lon, lat], azimuth, distance, end, middle } of ROWS) {
    const points = geodesicLine(lon, lat, azimuth, distance, 8);
    assert.equal(points.length, 9);
    assert.deepEqual(points[0], [lat, lon]);
    for (const [index, known] of [[4, middle], [8, end]]) {
      const off = metresBetween([points[index][1], points[index][0]], known);
      assert.ok(off < MILLIMETRE, `${name}: point ${index} is ${off} m off`);
    }
  }
});

test("a line over the antimeridian does not jump to the other edge of the map", () => {
  for (const [lon, azimuth] of [[179.5, 90], [-179.5, 270], [179.99, 45], [-179.99, -45]]) {
    const points = geodesicLine(lon, 10, azimuth, 500_000);
    assert.ok(widestStep(points) < 1, `from ${lon}`);
    assert.ok(Math.abs(points.at(-1)[1]) > 180, "it ends on the far side, counted on");
  }
});

test("a line all round the world goes on where it has turned half", () => {
  const points = geodesicLine(0, 10, 80, 39_000_000);
  assert.ok(widestStep(points) < 20);
  assert.ok(points.at(-1)[1] > 340);
});

test("a circle over the antimeridian is one closed ring round its middle", () => {
  for (const lon of [180, -180, 179.9]) {
    const points = geodesicCircle(lon, -17, 100_000);
    assert.ok(widestStep(points) < 1);
    assert.ok(Math.abs(points.at(-1)[1] - points[0][1]) < 1e-9, "it ends where it began");
    assert.ok(Math.abs((Math.min(...points.map((at) => at[1])) + Math.max(...points.map((at) => at[1]))) / 2 - lon) < 1e-3);
  }
});

test("a circle that holds no pole is not led over one", () => {
  const points = geodesicCircle(53.5, 43, 50_000, 36);
  assert.equal(points.length, 37);
  for (const [lat, lon] of points) assert.ok(Math.abs(lat - 43) < 0.5 && Math.abs(lon - 53.5) < 0.7);
});

test("a circle that holds a pole is closed over it, once round", () => {
  for (const [lat, pole] of [[89, 90], [-89, -90], [90, 90], [-90, -90], [80, 90], [-75, -90]]) {
    const points = geodesicCircle(20, lat, 2_000_000);
    const [last, first] = points.slice(-2);
    assert.deepEqual([last[0], first[0]], [pole, pole], `from ${lat}`);
    assert.ok(Math.abs(Math.abs(last[1] - first[1]) - 360) < 1e-6, `from ${lat}: once round`);
    assert.equal(first[1], points[0][1]);
    assert.equal(last[1], points.at(-3)[1]);
  }
});

test("a circle that ends just before a pole or just behind it knows which", () => {
  const toPole = 111_694; // a degree of latitude at the pole, in metres
  const isLedOver = (radius) => geodesicCircle(0, 89, radius).at(-1)[0] === 90;
  assert.equal(isLedOver(toPole - 50), false);
  assert.equal(isLedOver(toPole + 50), true);
});
