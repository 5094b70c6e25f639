// What the reader has done to the map, as one plain object, and as the end of the page's address.

import { language, LANGUAGES } from "./lang.js";

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_TEXT = 200;
const MOST_TEXTS = 200;
const MOST_RINGS = 6;
const [LEAST_ZOOM, MOST_ZOOM] = [-2, 24];
const [NEAREST_KM, FARTHEST_KM] = [0.01, 20000];
const THEMES = ["light", "dark"];
const SWITCHES = { group: "grouped", table: "table" };

/** The state of a map that nobody has touched. */
export function untouched() {
  return {
    view: null, selected: null, filter: noFilter(), time: null, theme: null, ground: null,
    layers: [], grouped: false, table: false, rings: null, pin: null, claim: null, language: null,
  };
}

/** A filter that lets everything pass. */
export function noFilter() {
  return { hidden: {}, only: {}, near: null, precise: false, text: "" };
}

/** Writes a state as a text for the address; what is untouched is left out. */
export function writeState(state) {
  const { view, selected, filter, time, layers, rings, pin, claim } = state;
  const told = new URLSearchParams();
  if (view) told.set("at", [view.lat.toFixed(5), view.lon.toFixed(5), view.zoom.toFixed(2)].join(","));
  if (selected !== null) told.set("incident", String(selected + 1));
  for (const [name, texts] of Object.entries(filter.hidden)) writeTexts(told, `hide-${name}`, texts);
  for (const [name, texts] of Object.entries(filter.only)) writeTexts(told, `only-${name}`, texts);
  if (filter.near) told.set("near", [filter.near.what, filter.near.km, ...(filter.near.perhaps ? ["perhaps"] : [])].join(","));
  if (filter.precise) told.set("precise", "1");
  if (filter.text) told.set("text", filter.text);
  if (time) told.set("time", time.join("/"));
  if (layers.length) told.set("layers", layers.join(","));
  for (const [name, key] of Object.entries(SWITCHES)) if (state[key]) told.set(name, "1");
  if (rings) told.set("rings", rings.join(";"));
  if (pin) told.set("pin", `${pin.lat.toFixed(6)},${pin.lon.toFixed(6)}`);
  if (claim !== null) told.set("claim", String(claim + 1));
  for (const name of ["theme", "ground"]) if (state[name]) told.set(name, state[name]);
  if (state.language) told.set("lang", state.language);
  return told.toString();
}

/**
 * Reads a state from a text that anybody may have written: what makes no sense is left out.
 *
 * `known`: { count, claims, options, facet(key), targets, layers, grounds }, what there is in this map.
 */
export function readState(text, { count = 0, claims = 0, options = {}, facet = () => null, targets = () => [], layers = [], grounds = [] } = {}) {
  const told = new URLSearchParams(text.replace(/^#/, ""));
  const state = untouched();
  const [lat, lon, zoom] = numbers(told.get("at"));
  if ([lat, lon, zoom].every(Number.isFinite) && isPlace(lat, lon) && zoom >= LEAST_ZOOM && zoom <= MOST_ZOOM) state.view = { lon, lat, zoom };
  state.selected = readPlace(told.get("incident"), count);
  state.claim = readPlace(told.get("claim"), claims);
  for (const name of Object.keys(options)) {
    const hidden = readTexts(told, `hide-${name}`).filter((each) => options[name].some((option) => option.text === each));
    if (hidden.length) state.filter.hidden[name] = hidden;
  }
  for (const name of new Set(told.keys())) {
    const found = name.startsWith("only-") ? facet(name.slice(5)) : null;
    const only = found ? readTexts(told, name).filter((each) => found.options.some((option) => option.text === each)) : [];
    if (only.length) state.filter.only[name.slice(5)] = only;
  }
  const [pinLat, pinLon, ...more] = numbers(told.get("pin"));
  if (more.length === 0 && isPlace(pinLat, pinLon)) state.pin = { lon: pinLon, lat: pinLat };
  state.filter.near = readNear(told.get("near"), targets(state.pin));
  state.filter.precise = told.get("precise") === "1";
  state.filter.text = (told.get("text") ?? "").slice(0, LONGEST_TEXT);
  const days = (told.get("time") ?? "").split("/");
  if (days.length === 2 && days.every(isDate) && days[0] <= days[1]) state.time = days;
  state.layers = [...new Set((told.get("layers") ?? "").split(","))].filter((name) => layers.includes(name));
  for (const [name, key] of Object.entries(SWITCHES)) state[key] = told.get(name) === "1";
  state.rings = readRings(told.get("rings") ?? "");
  if (THEMES.includes(told.get("theme"))) state.theme = told.get("theme");
  if (grounds.includes(told.get("ground"))) state.ground = told.get("ground");
  if (Object.hasOwn(LANGUAGES, told.get("lang") ?? "")) state.language = told.get("lang");
  return state;
}

/** Radii in kilometres as a reader writes them, the least first; null where there is none. */
export function readRings(text) {
  // Who writes decimals with a comma does not part numbers by it.
  const parted = language.code === "ru" ? text.split(/[\s;]+|,\s+|,$/) : text.split(/[\s,;]+/);
  const found = parted.filter(Boolean).map((each) => Number(each.replace(",", "."))).filter((km) => km >= NEAREST_KM && km <= FARTHEST_KM);
  return found.length ? [...new Set(found)].sort((one, other) => one - other).slice(0, MOST_RINGS) : null;
}

function readNear(text, targets) {
  const [what, km, perhaps] = (text ?? "").split(",");
  const distance = Number(km);
  if (!targets.some(({ key }) => key === what) || !(distance > 0 && distance <= FARTHEST_KM)) return null;
  return { what, km: distance, perhaps: perhaps === "perhaps" };
}

function readPlace(text, count) {
  const place = Number(text ?? NaN) - 1;
  return Number.isInteger(place) && place >= 0 && place < count ? place : null;
}

function writeTexts(told, name, texts) {
  for (const text of texts) told.append(name, text === null ? "" : `=${text}`);
}

function readTexts(told, name) {
  const texts = told.getAll(name).slice(0, MOST_TEXTS).map((each) => (each === "" ? null : each.startsWith("=") ? each.slice(1) : undefined));
  return [...new Set(texts)];
}

function numbers(text) {
  return (text ?? "").split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
}

function isPlace(lat, lon) {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 540;
}

function isDate(text) {
  const time = Date.parse(`${text}T00:00:00Z`);
  return DATE.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
