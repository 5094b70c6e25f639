// Colours and strokes of everything that is drawn, by light and by dark; the page's own are in map.css.

import { MIXED, UNSTATED } from "./spots.js";

const THEMES = {
  light: {
    sea: "#dbe6ea", land: "#f7f5f0", shore: "#a9bfc8", border: "#8b8378", contested: "#5f564c", atSea: "#6f97ad",
    internal: "#a39a8d", region: "#a9a094", district: "#bab1a4", graticule: "#b9c6cb", hatch: "#7d6f63",
    incident: "#b3261e", mixed: "#4b4f55", onMixed: "#ffffff", onCategory: "#ffffff", paper: "#ffffff",
    borderLine: "#2f3e5c", cityLine: "#6a5a1f", claim: "#7a3e9d", measure: "#0b6b57",
    // Told apart by readers with any kind of colour vision: Okabe and Ito 2008, without the black and the yellow.
    categories: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#3d3d3d"],
    other: "#8a8d91",
    // From few to many, ever darker: told apart, and put in order, with any kind of colour vision.
    cells: ["#fbdc9d", "#f8b25f", "#ea7f3c", "#cd4a2c", "#962124", "#561124"],
  },
  dark: {
    sea: "#16212a", land: "#262b30", shore: "#48606d", border: "#8f877c", contested: "#c3b8a9", atSea: "#5f8ca6",
    internal: "#7d766c", region: "#5f5a52", district: "#514d48", graticule: "#31414c", hatch: "#a3978a",
    incident: "#ff8170", mixed: "#cfd3d8", onMixed: "#16191c", onCategory: "#16191c", paper: "#15191d",
    borderLine: "#a9bdea", cityLine: "#dcc77e", claim: "#cf9bf0", measure: "#6fd8bd",
    categories: ["#5db1f0", "#ff8a3d", "#25b98c", "#f0a6d0", "#ffc44d", "#a6e1ff", "#e8e8e8"],
    other: "#8d9297",
    cells: ["#4f2f33", "#7d3530", "#b1492b", "#dc7430", "#f4a95a", "#fde3a9"],
  },
};

/** The colours that are in use. */
export const colour = { ...THEMES.light };

/** Takes the colours of a theme into use; what is drawn already has to be drawn anew. */
export function useTheme(name) {
  Object.assign(colour, THEMES[name]);
}

/** The colour of a symbol: of its category, or of all incidents where there are none. */
export function categoryColour(category) {
  if (category === UNSTATED) return colour.incident;
  if (category === MIXED) return colour.mixed;
  return colour.categories[category] ?? colour.other;
}

/** One stroke for each kind of line, told apart by pattern and weight, also in greys. Only an international border is solid. */
export function lineStyles() {
  return {
    coast: { color: colour.shore, weight: 0.8 },
    shore: { color: colour.shore, weight: 0.6 },
    international: { color: colour.border, weight: 1.4 },
    line_of_control: { color: colour.contested, weight: 2, dashArray: "10 4", lineCap: "butt" },
    ceasefire: { color: colour.contested, weight: 3, dashArray: "2 3", lineCap: "butt" },
    breakaway: { color: colour.contested, weight: 1.8, dashArray: "10 3 2 3", lineCap: "butt" },
    claimed: { color: colour.contested, weight: 2.2, dashArray: "0.1 6", lineCap: "round" },
    territorial_sea: { color: colour.atSea, weight: 0.8, dashArray: "1 3", lineCap: "butt" },
    seabed: { color: colour.atSea, weight: 1.3, dashArray: "7 4", lineCap: "butt" },
    internal: { color: colour.internal, weight: 1, dashArray: "4 2.5", lineCap: "butt" },
  };
}

/** Lines between the regions and the districts of one country: fine dots, far lighter than any line between countries. */
export function unitStyle(kind) {
  return { color: colour[kind], weight: kind === "region" ? 0.9 : 0.6, dashArray: kind === "region" ? "1 2.2" : "1 3", lineCap: "butt" };
}

/** Disputed ground is filled with a hatch that the page defines once. */
export const HATCH_NAME = "geo-hatch";
export const HATCH_FILL = "url(#geo-hatch)";

/** The line from an incident to what it is measured to. */
export function measuredStyle(name) {
  return name === "border" ? { color: colour.borderLine, weight: 2 } : { color: colour.cityLine, weight: 2, dashArray: "7 4" };
}
