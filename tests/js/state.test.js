// The state of a map in its address: what is written is read again, and what strangers wrote does no harm.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readState, untouched, writeState } from "../../geo/_maps/static/state.js";

const OPTIONS = { category: [{ text: "strike & fire=1" }, { text: "" }, { text: "= %20#" }, { text: null }] };
const KNOWN = { count: 10, options: OPTIONS, grounds: ["OpenStreetMap"] };

test("a state comes back whole", () => {
  const state = {
    view: { lon: 178.5, lat: -12.25, zoom: 6.25 },
    selected: 9,
    filter: { hidden: { category: ["strike & fire=1", "", "= %20#", null] }, precise: true, text: "müller & søn #1=%" },
    time: ["2023-02-28", "2024-02-29"],
    theme: "dark",
    ground: "OpenStreetMap",
  };
  assert.deepEqual(readState(`#${writeState(state)}`, KNOWN), state);
  assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
});

test("an untouched state is no text, and no text an untouched state", () => {
  assert.equal(writeState(untouched()), "");
  for (const text of ["", "#", "#nonsense", "#&&&==%%%"]) assert.deepEqual(readState(text, KNOWN), untouched());
});

test("what makes no sense is left out", () => {
  const odd = [
    "at=1,2", "at=91,0,3", "at=a,b,c", "at=,,", "at=0,541,3", "incident=0", "incident=11", "incident=1.5", "incident=-1", "incident=x",
    "hide-category=strike", "hide-category=%3Dstrike", "hide-nothing=%3Da", "hide-__proto__=%3Da", "precise=yes", "time=2024-13-01/2024-12-01",
    "time=2024-02-01/2024-01-01", "time=soon/later", "theme=pink", "ground=https://example.org/{z}",
  ];
  for (const text of odd) assert.deepEqual(readState(text, KNOWN), untouched(), text);
});
