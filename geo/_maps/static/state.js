// What the reader has done to the map, as one plain object, and as the end of the page's address.

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_TEXT = 200;
const THEMES = ["light", "dark"];

/** The state of a map that nobody has touched. */
export function untouched() {
  return { view: null, selected: null, filter: { hidden: {}, precise: false, text: "" }, time: null, theme: null, ground: null };
}

/** Writes a state as a text for the address; what is untouched is left out. */
export function writeState({ view, selected, filter, time, theme, ground }) {
  const told = new URLSearchParams();
  if (view) told.set("at", [view.lat.toFixed(5), view.lon.toFixed(5), view.zoom.toFixed(2)].join(","));
  if (selected !== null) told.set("incident", String(selected + 1));
  for (const [name, texts] of Object.entries(filter.hidden)) {
    for (const text of texts) told.append(`hide-${name}`, text === null ? "" : `=${text}`);
  }
  if (filter.precise) told.set("precise", "1");
  if (filter.text) told.set("text", filter.text);
  if (time) told.set("time", time.join("/"));
  if (theme) told.set("theme", theme);
  if (ground) told.set("ground", ground);
  return told.toString();
}

/** Reads a state from a text that anybody may have written: what makes no sense is left out. */
export function readState(text, { count = 0, options = {}, grounds = [] } = {}) {
  const told = new URLSearchParams(text.replace(/^#/, ""));
  const state = untouched();
  const [lat, lon, zoom] = (told.get("at") ?? "").split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if ([lat, lon, zoom].every(Number.isFinite) && Math.abs(lat) <= 90 && Math.abs(lon) <= 540) state.view = { lon, lat, zoom };
  const row = Number(told.get("incident") ?? NaN) - 1;
  if (Number.isInteger(row) && row >= 0 && row < count) state.selected = row;
  for (const name of Object.keys(options)) {
    const known = options[name].map((option) => option.text);
    const texts = told.getAll(`hide-${name}`).map((each) => (each === "" ? null : each.startsWith("=") ? each.slice(1) : undefined));
    const hidden = [...new Set(texts)].filter((each) => known.includes(each));
    if (hidden.length) state.filter.hidden[name] = hidden;
  }
  state.filter.precise = told.get("precise") === "1";
  state.filter.text = (told.get("text") ?? "").slice(0, LONGEST_TEXT);
  const days = (told.get("time") ?? "").split("/");
  if (days.length === 2 && days.every(isDate) && days[0] <= days[1]) state.time = days;
  if (THEMES.includes(told.get("theme"))) state.theme = told.get("theme");
  if (grounds.includes(told.get("ground"))) state.ground = told.get("ground");
  return state;
}

function isDate(text) {
  return DATE.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
