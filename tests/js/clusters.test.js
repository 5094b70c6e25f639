// Spots taken together: nothing is lost or counted twice, nothing overlaps, and what is alone is not moved.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Clusters, groupSpots } from "../../geo/_maps/static/clusters.js";
import { MIXED, Spots, UNSTATED } from "../../geo/_maps/static/spots.js";
import { groupedRadius } from "../../geo/_maps/static/symbols.js";

const ZOOMS = [-2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 18];
const column = (values) => ({ at: (row) => values[row] ?? null });

/** Numbers from 0 to 1, always the same. */
function random(seed) {
  let last = seed;
  return () => {
    last = (Math.imul(last, 1664525) + 1013904223) >>> 0;
    return last / 2 ** 32;
  };
}

function makeSpots(rows, mask = null) {
  const names = ["lon", "lat", "precision_m", "category"];
  const columns = Object.fromEntries(names.map((name, place) => [name, column(rows.map((row) => row[place]))]));
  const spots = new Spots(columns, rows.length, (row) => rows[row][0] !== null);
  spots.count(mask ?? new Uint8Array(rows.length).fill(1));
  return spots;
}

/** Towns with many incidents, some at one coordinate, and loners all over a sheet that runs beyond 180 degrees. */
function someRows(count, next) {
  const towns = Array.from({ length: 40 }, () => [100 + 160 * next(), 120 * next() - 60]);
  return Array.from({ length: count }, () => {
    const [lon, lat] = towns[Math.floor(next() * towns.length)];
    const wide = next() < 0.2 ? 20 : next() ** 4;
    const row = [lon + wide * (next() - 0.5), lat + wide * (next() - 0.5)];
    const at = next() < 0.3 ? row.map((value) => Math.round(value * 10) / 10) : row;
    return [...at, next() < 0.3 ? 5000 : null, Math.floor(next() * 3)];
  });
}

const sum = (numbers) => [...numbers].reduce((total, each) => total + each, 0);

test("whatever is seen, the groups of every zoom hold each seen spot once, and count its incidents", () => {
  const next = random(11);
  for (let round = 0; round < 6; round++) {
    const rows = someRows(50 + 400 * round, next);
    for (let gone = 0; gone < rows.length; gone += 7) rows[gone][0] = null;
    const mask = Uint8Array.from(rows, () => (next() < 0.2 * round ? 0 : 1));
    const spots = makeSpots(rows, mask);
    const seen = rows.map((_, row) => row).filter((row) => mask[row] && rows[row][0] !== null);
    for (const zoom of ZOOMS) {
      const groups = groupSpots(spots, zoom, groupedRadius);
      assert.equal(sum(groups.shown), seen.length);
      assert.equal(sum(groups.hollowShown), seen.filter((row) => rows[row][2] > 0).length);
      const all = [...groups.order].flatMap((group) => groups.rows(group, mask));
      assert.deepEqual(all.sort((one, other) => one - other), seen);
    }
  }
});

test("no symbol reaches over another, at any zoom", () => {
  const next = random(5);
  for (const count of [30, 1000, 3000]) {
    const spots = makeSpots(someRows(count, next));
    for (const zoom of ZOOMS) {
      const { length, x, y, radius } = groupSpots(spots, zoom, groupedRadius);
      const size = 256 * 2 ** zoom;
      for (let one = 0; one < length; one++) {
        for (let other = 0; other < one; other++) {
          const apart = size * Math.hypot(x[one] - x[other], y[one] - y[other]);
          assert.ok(apart >= radius[one] + radius[other], `zoom ${zoom}: ${apart} px apart`);
        }
      }
    }
  }
});

test("a group stands in the middle of its incidents and knows its box; a lonely spot is not moved", () => {
  const spots = makeSpots([[10, 1, null, 0], [10, 1, null, 0], [10, 1, null, 0], [10.2, 1.2, null, 0], [40.3, 7.7, null, 1]]);
  const groups = groupSpots(spots, 4, groupedRadius);
  assert.equal(groups.length, 2);
  const [group, lonely] = groups.isGroup(0) ? [0, 1] : [1, 0];
  assert.equal(groups.x[group], (3 * spots.x[0] + spots.x[1]) / 4);
  assert.equal(groups.y[group], (3 * spots.y[0] + spots.y[1]) / 4);
  assert.deepEqual(groups.box(group), [10, 1, 10.2, 1.2]);
  assert.deepEqual([...groups.members(group)], [0, 1]);
  assert.equal(groups.isGroup(lonely), false);
  assert.deepEqual([groups.x[lonely], groups.y[lonely]], [spots.x[2], spots.y[2]]);
  assert.equal(groups.at(groups.x[group], groups.y[group], () => 1e-6), group);
  assert.equal(groups.at(0.9, 0.9, () => 1e-6), null);
});

test("nearer than forty pixels is together, farther is not", () => {
  const degree = (256 * 2 ** 5) / 360;
  for (const [pixels, length] of [[39, 1], [41, 2]]) {
    assert.equal(groupSpots(makeSpots([[0, 0], [pixels / degree, 0]]), 5, groupedRadius).length, length);
  }
});

test("several incidents at one spot are no group, however far one looks in", () => {
  const groups = groupSpots(makeSpots([[5, 5], [5, 5], [5, 5]]), 2, groupedRadius);
  assert.deepEqual([groups.length, groups.isGroup(0), groups.shown[0]], [1, false, 3]);
});

test("a group has the category of its spots where they have one", () => {
  const category = (...kinds) => groupSpots(makeSpots(kinds.map((kind, place) => [place / 1e4, 0, null, kind])), 3, groupedRadius).categoryShown[0];
  assert.equal(category(2, 2), 2);
  assert.equal(category(2, 1), MIXED);
  assert.equal(category(2, null), MIXED);
  assert.equal(category(null, null), UNSTATED);
});

test("groups are those of the whole zoom below, made once, and anew when what is seen is counted anew", () => {
  const rows = someRows(200, random(3));
  const spots = makeSpots(rows);
  const clusters = new Clusters(spots, groupedRadius);
  const before = clusters.at(4.7);
  assert.equal(clusters.at(4), before);
  assert.notEqual(clusters.at(5), before);
  assert.equal(clusters.at(4.2), before);
  spots.count(Uint8Array.from(rows, (_, row) => row % 2));
  assert.equal(sum(clusters.at(4).shown), 100);
});

test("nothing seen is no group", () => {
  const spots = makeSpots(someRows(20, random(1)), new Uint8Array(20));
  assert.equal(groupSpots(spots, 3, groupedRadius).length, 0);
});
