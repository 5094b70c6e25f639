// The state of a map in its address: what is written is read again, and what strangers wrote does no harm.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readState, untouched, writeState } from "../../geo/_maps/static/state.js";

const OPTIONS = { category: [{ text: "strike & fire=1" }, { text: "" }, { text: "= %20#" }, { text: null }] };
const FACETS = { "source:Wo?": { options: [{ text: "a,b" }, { text: null }] }, country: { options: [{ text: "Kazakhstan" }] } };
const KNOWN = {
  count: 10, claims: 2, options: OPTIONS, grounds: ["OpenStreetMap"], layers: ["regions", "line-claimed"], facet: (key) => (Object.hasOwn(FACETS, key) ? FACETS[key] : null),
  targets: (pin) => [{ key: "border" }, { key: "border-RUS" }, ...(pin ? [{ key: "pin" }] : [])],
};

test("a state comes back whole", () => {
  const state = {
    view: { lon: 178.5, lat: -12.25, zoom: 6.25 },
    selected: 9,
    filter: {
      hidden: { category: ["strike & fire=1", "", "= %20#", null] }, precise: true, text: "müller & søn #1=%",
      only: { "source:Wo?": ["a,b", null], country: ["Kazakhstan"] }, near: { what: "pin", km: 12.5, perhaps: true },
    },
    time: ["2023-02-28", "2024-02-29"],
    theme: "dark",
    ground: "OpenStreetMap",
    layers: ["line-claimed"], grouped: true, table: true, rings: [2.5, 10], pin: { lon: -179.25, lat: 51.5 }, claim: 1, language: "ru",
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
    "at=1,2", "at=91,0,3", "at=a,b,c", "at=,,", "at=0,541,3", "at=0,0,1e9", "at=0,0,-3", "time=2024-02-31/2024-03-01", "incident=0", "incident=11", "incident=1.5", "incident=-1", "incident=x",
    "hide-category=strike", "hide-category=%3Dstrike", "hide-nothing=%3Da", "hide-__proto__=%3Da", "precise=yes", "time=2024-13-01/2024-12-01",
    "time=2024-02-01/2024-01-01", "time=soon/later", "theme=pink", "lang=xx", "lang=__proto__", "near=border", "near=border,0", "near=border,x", "near=pin,5", "near=coast,5",
    "near=border,1e9", "only-country=%3DMars", "only-none=%3Da", "only-constructor=%3Da", "rings=", "rings=a,-1,0,1e9", "pin=1", "pin=91,0", "pin=1,2,3",
    "claim=0", "claim=3", "layers=seas,", "group=yes", "table=2", "ground=https://example.org/{z}",
  ];
  for (const text of odd) assert.deepEqual(readState(text, KNOWN), untouched(), text);
});
