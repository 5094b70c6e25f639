// Distances and azimuths against those of PROJ, nearly opposite points among them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { measure, travel } from "../../geo/_maps/static/geodesic.js";
import { readKnown } from "./known.js";

const CASES = JSON.parse(readKnown("pairs.json"));
const MILLIMETRE = 1e-3;
const RADIUS = 6378137;
const RADIANS = Math.PI / 180;

function metresBetween([lon, lat], [east, north]) {
  const place = (lambda, phi) => [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  const [one, other] = [place(lon * RADIANS, lat * RADIANS), place(east * RADIANS, north * RADIANS)];
  return RADIUS * Math.hypot(...one.map((value, axis) => value - other[axis]));
}

for (const { name, rows } of CASES) {
  test(`${name}: distances are PROJ's to a millimetre, and the azimuth leads there`, () => {
    for (const [lon1, lat1, lon2, lat2, metres, azimuth] of rows) {
      const told = `${lon1} ${lat1} ${lon2} ${lat2}`;
      const found = measure(lon1, lat1, lon2, lat2);
      assert.ok(Math.abs(found.distance - metres) < MILLIMETRE, `${told}: ${found.distance}, known ${metres}`);
      if (found.azimuth === null) {
        assert.ok(metres < 1e-6, told);
        continue;
      }
      assert.ok(found.azimuth >= 0 && found.azimuth < 360, `${told}: ${found.azimuth}`);
      const end = travel(lon1, lat1, found.azimuth, found.distance);
      assert.ok(metresBetween(end, [lon2, lat2]) < MILLIMETRE, `${told}: ${found.azimuth} leads to ${end}`);
      // A direction is as good as the spot it leads to; nearly opposite points have more ways than one.
      if (metres < 19e6) {
        const turn = Math.abs(((found.azimuth - azimuth + 540) % 360) - 180) * RADIANS;
        assert.ok(turn * Math.min(metres, 1e6) < MILLIMETRE, `${told}: ${found.azimuth}, known ${azimuth}`);
      }
    }
  });
}

test("longitudes may be counted on over the antimeridian, and from a point to itself there is no direction", () => {
  assert.deepEqual(measure(179, 10, 181, 10), measure(179, 10, -179, 10));
  assert.deepEqual(measure(539, 10, -179, 10), measure(179, 10, -179, 10));
  assert.deepEqual(measure(53.5, 43, 53.5, 43), { distance: 0, azimuth: null });
  assert.deepEqual(measure(-180, 0, 180, 0), { distance: 0, azimuth: null });
});
