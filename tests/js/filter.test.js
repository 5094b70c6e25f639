// What is seen: by category, by precision, by time; and that counting it anew always adds up.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dayNumber } from "../../geo/_maps/static/days.js";
import { applyFilter, countOptions } from "../../geo/_maps/static/filter.js";
import { Spots } from "../../geo/_maps/static/spots.js";
import { noFilter, untouched } from "../../geo/_maps/static/state.js";

const column = (...values) => ({ at: (row) => values[row] ?? null });
const DAY = dayNumber("2024-03-01");

const payload = {
  count: 6,
  town_m: 10000,
  options: { category: [{ text: "strike" }, { text: "drone" }, { text: null }] },
  columns: {
    lon: column(10, 10, 10, 20, 20, null),
    lat: column(5, 5, 5, 6, 7, null),
    precision_m: column(null, 0, 5000, null, 20000, null),
    extent_m: column(null, 0, 5000, null, 20000, 90000),
    category: column(0, 1, 0, null, 1, 0),
    first_day: column(DAY, DAY + 5, DAY - 40, null, DAY, DAY + 100),
    more_days: column(null, null, 60, null, null, null),
  },
};
const state = (part = {}) => ({ ...untouched(), ...part, filter: { ...noFilter(), ...part.filter } });
const hidden = (...category) => ({ filter: { hidden: { category }, precise: false } });
const seen = (part) => [...applyFilter(payload, state(part)).mask];

test("untouched, everything is seen", () => {
  assert.deepEqual(seen(), [1, 1, 1, 1, 1, 1]);
  assert.equal(applyFilter(payload, state()).count, 6);
});

test("a hidden category takes its rows away, also that of rows that state none", () => {
  assert.deepEqual(seen(hidden("strike")), [0, 1, 0, 1, 1, 0]);
  assert.deepEqual(seen(hidden(null)), [1, 1, 1, 0, 1, 1]);
  assert.deepEqual(seen(hidden("strike", "drone", null)), [0, 0, 0, 0, 0, 0]);
  assert.deepEqual(seen(hidden("no such")), [1, 1, 1, 1, 1, 1]);
});

test("town-level or better leaves what is stated to be coarser than a town", () => {
  assert.deepEqual(seen({ filter: { hidden: {}, precise: true } }), [1, 1, 1, 1, 0, 0]);
});

test("a time is kept by what may have happened in it; what has no date is not in it", () => {
  assert.deepEqual(seen({ time: ["2024-03-01", "2024-03-01"] }), [1, 0, 1, 0, 1, 0]);
  assert.deepEqual(seen({ time: ["2024-03-25", "2024-12-31"] }), [0, 0, 0, 0, 0, 1]);
  assert.deepEqual(seen({ time: ["2000-01-01", "2030-01-01"] }), [1, 1, 1, 0, 1, 1]);
});

test("a search finds every word in titles and reported texts, whatever case and accents", () => {
  const told = {
    ...payload, titles: column("Drone at École", "Взрыв в Киеве", "drone", "d", "e", "f"),
    reported: [{ column: "place" }, { column: "none" }], columns: { ...payload.columns, place: column("Zürich", null, "Bern", "Drone  School", null, null) },
  };
  const found = (text) => [...applyFilter(told, state({ filter: { hidden: {}, precise: false, text } })).mask];
  assert.deepEqual(found("ecole"), [1, 0, 0, 0, 0, 0]);
  assert.deepEqual(found(" DRONE zurich "), [1, 0, 0, 0, 0, 0]);
  assert.deepEqual(found("drone"), [1, 0, 1, 1, 0, 0]);
  assert.deepEqual(found("киеве"), [0, 1, 0, 0, 0, 0]);
  assert.deepEqual(found("nothing of the kind"), [0, 0, 0, 0, 0, 0]);
  assert.deepEqual(found("  "), [1, 1, 1, 1, 1, 1]);
});

test("the count beside an option is what it shows or would show", () => {
  assert.deepEqual(countOptions(payload, state(hidden("strike")), "category"), [3, 2, 1]);
  assert.deepEqual(countOptions(payload, state({ ...hidden("strike"), time: ["2024-03-01", "2024-03-01"] }), "category"), [2, 1, 0]);
  assert.deepEqual(countOptions(payload, state(), "severity"), []);
});

test("incidents at one coordinate are one spot, with a count of what is seen there", () => {
  const spots = new Spots(payload.columns, payload.count, (row) => payload.columns.lon.at(row) !== null);
  assert.equal(spots.length, 3);
  spots.count(applyFilter(payload, state()).mask);
  assert.deepEqual([...spots.shown], [3, 1, 1]);
  assert.deepEqual([...spots.hollowShown], [1, 0, 1]);
  assert.equal(spots.order[0], 0);
  spots.count(applyFilter(payload, state(hidden("strike"))).mask);
  assert.deepEqual([...spots.shown], [1, 1, 1]);
  const { mask } = applyFilter(payload, state());
  assert.deepEqual(spots.rows(0, mask), [0, 1, 2]);
});

test("twenty thousand coordinates are told apart as a plain list of them tells", () => {
  let seed = 7;
  const next = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed / 2 ** 32;
  };
  const places = Array.from({ length: 20000 }, () => [Math.round(next() * 4000) / 1e5, Math.round(next() * 40) / 1e5]);
  const spots = new Spots({ lon: { at: (row) => places[row][0] }, lat: { at: (row) => places[row][1] } }, places.length, () => true);
  assert.equal(spots.length, new Set(places.map(String)).size);
  for (let row = 0; row < places.length; row++) {
    assert.deepEqual([spots.lon[spots.of[row]], spots.lat[spots.of[row]]], places[row]);
  }
});
