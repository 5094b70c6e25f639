// Colours and strokes of everything that is drawn; the page's own are in map.css.

export const colour = {
  sea: "#dbe6ea",
  land: "#f7f5f0",
  shore: "#a9bfc8",
  border: "#8b8378",
  contested: "#5f564c",
  atSea: "#6f97ad",
  incident: "#b3261e",
  hatch: "#7d6f63",
  borderLine: "#2f3e5c",
  cityLine: "#6a5a1f",
};

/** One stroke for each kind of line, told apart by pattern and weight, also in greys. Only an international border is solid. */
export const LINE_STYLES = {
  coast: { color: colour.shore, weight: 0.8 },
  shore: { color: colour.shore, weight: 0.6 },
  international: { color: colour.border, weight: 1.4 },
  line_of_control: { color: colour.contested, weight: 2, dashArray: "10 4", lineCap: "butt" },
  ceasefire: { color: colour.contested, weight: 3, dashArray: "2 3", lineCap: "butt" },
  breakaway: { color: colour.contested, weight: 1.8, dashArray: "10 3 2 3", lineCap: "butt" },
  claimed: { color: colour.contested, weight: 2.2, dashArray: "0.1 6", lineCap: "round" },
  territorial_sea: { color: colour.atSea, weight: 0.8, dashArray: "1 3", lineCap: "butt" },
  seabed: { color: colour.atSea, weight: 1.3, dashArray: "7 4", lineCap: "butt" },
  internal: { color: "#a39a8d", weight: 1, dashArray: "4 2.5", lineCap: "butt" },
};

/** Lines between the regions of one country: fine dots, far lighter than any line between countries. */
export const REGION_STYLE = { color: "#a9a094", weight: 0.9, dashArray: "1 2.2", lineCap: "butt" };

/** Disputed ground is filled with a hatch that the page defines once. */
export const HATCH_NAME = "geo-hatch";
export const HATCH_FILL = "url(#geo-hatch)";

/** The lines from an incident to what it is measured to. */
export const MEASURED_STYLES = {
  border: { color: colour.borderLine, weight: 2 },
  city: { color: colour.cityLine, weight: 2, dashArray: "7 4" },
};
