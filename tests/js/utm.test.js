// UTM and UPS against those of PROJ, and which zone a place is in.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fromUps, fromUtm, toUps, toUtm, within, zoneOf } from "../../geo/_maps/static/utm.js";
import { readKnown } from "./known.js";

const { utm: UTM, ups: UPS } = JSON.parse(readKnown("grids.json"));
const MICROMETRE = 1e-6;
const METRES_PER_RADIAN = 6378137;

function isAt([lon, lat], [east, north], told) {
  const radians = Math.PI / 180;
  const across = within(lon - east) * radians * Math.cos(north * radians) * METRES_PER_RADIAN;
  const off = Math.hypot(across, (lat - north) * radians * METRES_PER_RADIAN);
  assert.ok(off < MICROMETRE, `${told} is ${off} m off`);
}

test("UTM is PROJ's to a micrometre, both ways, in all zones", () => {
  assert.equal(UTM.length, 2760);
  for (const [zone, isNorth, lon, lat, easting, northing] of UTM) {
    const found = toUtm(lon, lat, zone);
    assert.equal(found.isNorth, isNorth);
    const off = Math.hypot(found.easting - easting, found.northing - northing);
    assert.ok(off < MICROMETRE, `${lon} ${lat} in ${zone} is ${off} m off`);
    isAt(fromUtm({ zone, isNorth, easting, northing }), [lon, lat], `${zone} ${isNorth} ${easting} ${northing}`);
  }
});

test("UPS is PROJ's to a micrometre, both ways, to the pole itself", () => {
  for (const [isNorth, lon, lat, easting, northing] of UPS) {
    const found = toUps(lon, lat);
    assert.equal(found.isNorth, isNorth);
    const off = Math.hypot(found.easting - easting, found.northing - northing);
    assert.ok(off < MICROMETRE, `${lon} ${lat} is ${off} m off`);
    isAt(fromUps({ isNorth, easting, northing }), [lon, lat], `${isNorth} ${easting} ${northing}`);
  }
});

test("zones are six degrees wide, but for Norway and Svalbard, and there are none round the poles", () => {
  const known = [
    [-180, 0, 1], [180, 0, 1], [-174.0001, 0, 1], [-174, 0, 2], [0, 0, 31], [179.9999, 0, 60], [181, 0, 1], [-181, 0, 60],
    [2.9999, 56, 31], [3, 56, 32], [3, 55.9999, 31], [5, 63.9999, 32], [5, 64, 31], [11.9999, 60, 32], [12, 60, 33],
    [7, 71.9999, 32], [7, 72, 31], [8.9999, 80, 31], [9, 80, 33], [20.9999, 80, 33], [21, 80, 35], [32.9999, 80, 35],
    [33, 80, 37], [41.9999, 80, 37], [42, 80, 38], [-0.0001, 80, 30], [10, 83.9999, 33], [10, 84, null], [10, 90, null],
    [10, -80, 32], [10, -80.0001, null], [10, -90, null], [50.2, 44.5, 39],
  ];
  for (const [lon, lat, zone] of known) assert.equal(zoneOf(lon, lat), zone, `${lon} ${lat}`);
});
