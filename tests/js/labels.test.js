// Which labels have room, and where, on a map of 800 by 600 pixels where a degree is ten of them.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Labels } from "../../geo/_maps/static/labels.js";

const SIZE = { x: 800, y: 600 };
const DEGREE = 10;
// What the browser would measure of a label's words.
const WIDTH = 60;
const HEIGHT = 14;

globalThis.document = { createElement: makeNode };

function makeNode() {
  return { style: {}, classList: { add() {} }, setAttribute() {}, append() {}, remove() {}, offsetWidth: WIDTH, offsetHeight: HEIGHT };
}

function makeMap(controls) {
  return {
    zoom: 5,
    options: { crs: { scale: () => 360 * DEGREE } },
    createPane: makeNode,
    getPane: makeNode,
    on() {},
    getSize: () => SIZE,
    getZoom() { return this.zoom; },
    latLngToContainerPoint: ([lat, lon]) => ({ x: SIZE.x / 2 + lon * DEGREE, y: SIZE.y / 2 - lat * DEGREE }),
    containerPointToLayerPoint: ([x, y]) => ({ round: () => ({ x, y }) }),
    getContainer: () => ({
      getBoundingClientRect: () => ({ left: 0, top: 0 }),
      querySelectorAll: () => controls.map((box) => ({ getBoundingClientRect: () => box })),
    }),
  };
}

let controls;
let map;
let labels;

beforeEach(() => {
  controls = [];
  map = makeMap(controls);
  const leaflet = { DomUtil: { setPosition: (node, at) => Object.assign(node, { at }) } };
  labels = new Labels(leaflet, map);
});

/** The texts of the labels that can be seen. */
function shown() {
  return [...labels.own, ...labels.areas, ...labels.names].filter(({ node }) => node.style.visibility === "visible").map(({ text }) => text);
}

test("of two labels at one place the more important is shown", () => {
  labels.setNames([{ text: "Aktau", lat: 0, lon: 0 }, { text: "Akshukur", lat: 0.5, lon: 0 }, { text: "Far", lat: 9, lon: 9 }]);
  assert.deepEqual(shown(), ["Aktau", "Far"]);
});

test("a label stands in the middle of its point, one with a dot right of it", () => {
  labels.setNames([{ text: "middle", lat: 0, lon: 0 }, { text: "right", lat: 10, lon: 0, dot: true }]);
  const [middle, right] = labels.names.map(({ node }) => node.at);
  assert.deepEqual(middle, { x: 400 - WIDTH / 2, y: 300 - HEIGHT / 2 });
  assert.deepEqual(right, { x: 400 - 4, y: 200 - HEIGHT / 2 });
});

test("no label is cut off by the edge of the map", () => {
  labels.setNames([{ text: "cut", lat: 0, lon: 39 }, { text: "whole", lat: 10, lon: 36 }]);
  assert.deepEqual(shown(), ["whole"]);
});

test("no name lies over what is measured, a symbol or a button", () => {
  controls.push({ left: 0, top: 0, right: 100, bottom: 100 });
  labels.setNames([
    { text: "under a distance", lat: 0, lon: 0 },
    { text: "under a symbol", lat: 5, lon: 10 },
    { text: "under a button", lat: 25, lon: -35 },
    { text: "free", lat: -10, lon: -10 },
  ]);
  labels.setOwn([{ text: "12 km", lat: 0, lon: 0 }], [[5, 10, 6]]);
  assert.deepEqual(shown(), ["12 km", "free"]);
});

test("a name is shown from its zoom on", () => {
  labels.setNames([{ text: "Malta", lat: 0, lon: 0, fromZoom: 5.5 }]);
  assert.deepEqual(shown(), []);
  map.zoom = 5.5;
  labels.place();
  assert.deepEqual(shown(), ["Malta"]);
});

test("of labels with the same word for once only the first that has room is shown", () => {
  const room = (lon, half) => [[lon, 0, half, 1]];
  labels.setNames([
    { text: "no room", places: room(-20, 1), once: "MLT" },
    { text: "inland", places: room(0, 5), once: "MLT" },
    { text: "over the shore", places: room(20, 5), once: "MLT" },
  ]);
  assert.deepEqual(shown(), ["inland"]);
});

test("far away a name may be twice as wide as its country", () => {
  const narrow = { text: "Chile", places: [[0, 0, WIDTH / DEGREE / 3, 2]] };
  labels.setNames([narrow]);
  assert.deepEqual(shown(), []);
  map.zoom = 3;
  labels.place();
  assert.deepEqual(shown(), ["Chile"]);
});

test("a movable name makes way upwards or downwards as far as its room allows", () => {
  labels.setOwn([], [[0, 0, 4]]);
  const room = [[0, 0, 10, 5]];
  labels.setNames([{ text: "stays", places: room }]);
  assert.deepEqual(shown(), []);
  labels.setNames([{ text: "makes way", places: room, movable: true }]);
  assert.deepEqual(shown(), ["makes way"]);
  const { y } = labels.names[0].node.at;
  assert.ok(y + HEIGHT <= 296 || y >= 304, `clear of the symbol: ${y}`);
  assert.ok(y >= 250 && y + HEIGHT <= 350, `inside its room: ${y}`);
});

test("a distance that must be kept stands even where it has to cover something", () => {
  const line = Array.from({ length: 9 }, () => [0, 0]);
  const everywhere = [[0, 0, 300]];
  labels.setOwn([{ text: "gives way", line }], everywhere);
  assert.deepEqual(shown(), []);
  labels.setOwn([{ text: "kept", line, keep: true }], everywhere);
  assert.deepEqual(shown(), ["kept"]);
});
