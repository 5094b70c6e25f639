// What of the base map is shown. Everything but the graticule is, until the reader takes it away.

import { element } from "./dom.js";
import { later, say } from "./lang.js";

const LINE = "line-";
export const GRATICULE = "graticule";
const PARTS = [
  ["countries", later("Names of countries")], ["regions", later("Regions")], ["districts", later("Districts")], ["places", later("Places")],
  ["disputed", later("Disputed ground")], [GRATICULE, later("Grid of longitudes and latitudes")],
];

/** The layers that this map has: [{ key, label }]. */
export function listLayers({ sheets, names, kinds }) {
  const any = (test) => sheets.some(test);
  const has = {
    countries: names.countries.length > 0, places: names.places.length > 0, graticule: true,
    regions: names.regions.length > 0 || any(({ regions = [] }) => regions.length > 0),
    districts: any(({ districts = [] }) => districts.length > 0),
    disputed: names.disputed.length > 0 || any(({ disputed }) => disputed.length > 0),
  };
  const drawn = new Set(sheets.flatMap(({ borders }) => borders.map(({ words: [, kind] }) => (Object.hasOwn(kinds, kind) ? kind : "claimed"))));
  if (any(({ limits = [] }) => limits.length > 0)) drawn.add("territorial_sea");
  const lines = Object.entries(kinds).filter(([kind]) => drawn.has(kind)).map(([kind, label]) => ({ key: LINE + kind, label }));
  return [...PARTS.filter(([key]) => has[key]).map(([key, label]) => ({ key, label })), ...lines];
}

/** Says whether a layer is shown; `changed` are those that the reader has switched. */
export function isShown(changed, key) {
  return (key === GRATICULE) === changed.includes(key);
}

/** Says whether lines of a kind are shown. */
export function isKindShown(changed, kind) {
  return isShown(changed, LINE + kind);
}

/** The switches; `onChange` gets those that differ from the start. */
export function layerSwitches(layers, changed, onChange) {
  const now = new Set(changed);
  return element("fieldset", { class: "geo-layers" }, element("legend", {}, say("On the map")), ...layers.map(({ key, label }) => {
    const box = element("input", { type: "checkbox", "data-layer": key, checked: isShown(changed, key) });
    box.addEventListener("change", () => {
      if (now.has(key)) now.delete(key);
      else now.add(key);
      onChange([...now]);
    });
    const text = say(label);
    return element("label", { class: "geo-check" }, box, element("span", {}, text[0].toUpperCase() + text.slice(1)));
  }));
}
