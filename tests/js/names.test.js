// Which names of the base map come first, and from which zoom on.

import assert from "node:assert/strict";
import { test } from "node:test";

import { mapNames } from "../../geo/_maps/static/names.js";

const INLAND = [[66, 48, 9, 4]];
const SEAWARD = [[30, 20, 5, 1]];
const NAMES = {
  countries: [
    ["Kazakhstan", "KAZ", 20e6, INLAND, SEAWARD],
    ["Estonia", "EST", 1.3e6, INLAND, SEAWARD],
    ["Malta", "MLT", 0.5e6, INLAND, SEAWARD],
  ],
  disputed: [["Abkhazia", INLAND]],
  regions: [["Mangystau", INLAND]],
  places: [
    ["Fort-Shevchenko", 50.26, 44.51, 5_500, false],
    ["Aktau", 51.17, 43.65, 183_000, false],
    ["Astana", 71.43, 51.13, 1_350_000, true],
  ],
};

test("names come in the order of importance, a country over its shore after the capitals", () => {
  const order = mapNames({ names: NAMES, countries: {}, iso2: {} }).map(({ text, kind }) => `${kind} ${text}`);
  const countries = ["country Kazakhstan", "country Estonia", "country Malta"];
  assert.deepEqual(order, [
    ...countries, "disputed Abkhazia", "capital Astana", ...countries,
    "city Aktau", "region Mangystau", "town Fort-Shevchenko",
  ]);
});

test("a country has its name once: inland if there is room, else over its shore", () => {
  const [inland, seaward] = mapNames({ names: NAMES, countries: {}, iso2: {} }).filter(({ text }) => text === "Malta");
  assert.deepEqual([inland.places, seaward.places], [INLAND, SEAWARD]);
  assert.deepEqual([inland.once, seaward.once], ["MLT", "MLT"]);
});

test("small countries are named only when the map is near enough", () => {
  const zooms = mapNames({ names: NAMES, countries: {}, iso2: {} }).slice(0, 3).map(({ fromZoom }) => fromZoom);
  assert.deepEqual(zooms, [0, 2.5, 3.5]);
});

test("only the name of disputed ground may leave its middle, and only places have a dot", () => {
  const labels = mapNames({ names: NAMES, countries: {}, iso2: {} });
  assert.deepEqual(labels.filter(({ movable }) => movable).map(({ text }) => text), ["Abkhazia"]);
  assert.deepEqual(labels.filter(({ dot }) => dot).map(({ text }) => text), ["Astana", "Aktau", "Fort-Shevchenko"]);
});
