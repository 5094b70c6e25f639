// The histogram of days: dates that are not exact are spread, nothing is lost, nothing is counted twice.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dateOf, dayNumber } from "../../geo/_maps/static/days.js";
import { countDays } from "../../geo/_maps/static/timeline.js";

const column = (...values) => ({ at: (row) => values[row] ?? null });
const payload = (first, more = []) => ({ count: first.length, columns: { first_day: column(...first), more_days: column(...more) } });
const every = (told) => new Uint8Array(told.count).fill(1);
const sum = (bins, kind) => bins.reduce((total, bin) => total + bin[kind], 0);

test("days and dates are the same both ways", () => {
  for (const date of ["1969-12-31", "1970-01-01", "2000-02-29", "2024-12-31"]) assert.equal(dateOf(dayNumber(date)), date);
});

test("a few days have a bar each, and an exact date stands on its day", () => {
  const told = payload([10, 10, 12, null]);
  const { first, last, bins, undated } = countDays(told, every(told));
  assert.deepEqual([first, last, undated], [10, 12, 1]);
  assert.deepEqual(bins.map(({ exact }) => exact), [2, 0, 1]);
  assert.equal(sum(bins, "vague"), 0);
});

test("a month is spread over its days, and adds up to one incident", () => {
  const told = payload([0, 1], [30, null]);
  const { bins } = countDays(told, every(told));
  assert.equal(bins.length, 31);
  assert.ok(bins.every(({ vague }) => Math.abs(vague - 1 / 31) < 1e-12));
  assert.deepEqual(bins.map(({ exact }) => exact).slice(0, 3), [0, 1, 0]);
});

test("over many years each incident is still counted once", () => {
  const first = Array.from({ length: 500 }, (_, row) => (row * 7919) % 9000);
  const more = first.map((_, row) => (row % 3 === 0 ? (row * 31) % 700 : null));
  const told = payload(first, more);
  const { bins } = countDays(told, every(told));
  assert.equal(bins.length, 62);
  assert.ok(Math.abs(sum(bins, "exact") + sum(bins, "vague") - 500) < 1e-9);
});

test("only what is seen is counted, and without dates there is no histogram", () => {
  const told = payload([5, 6, 7]);
  assert.equal(sum(countDays(told, Uint8Array.of(1, 0, 1)).bins, "exact"), 2);
  assert.equal(countDays(payload([null, null]), Uint8Array.of(1, 1)), null);
  assert.equal(countDays({ count: 1, columns: {} }, Uint8Array.of(1)), null);
});
