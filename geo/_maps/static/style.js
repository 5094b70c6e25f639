// Colours and strokes of everything that is drawn; the page's own are in map.css.

export const colour = {
  sea: "#dbe6ea",
  land: "#f7f5f0",
  shore: "#a9bfc8",
  border: "#8b8378",
  incident: "#b3261e",
  borderLine: "#2f3e5c",
  cityLine: "#6a5a1f",
};

/** One stroke for each kind of line. Only an international border is solid. */
export const LINE_STYLES = {
  coast: { color: colour.shore, weight: 0.8 },
  shore: { color: colour.shore, weight: 0.6 },
  international: { color: colour.border, weight: 1.4 },
  line_of_control: { color: colour.border, weight: 1.5, dashArray: "6 3" },
  ceasefire: { color: colour.border, weight: 1.5, dashArray: "2 3" },
  breakaway: { color: colour.border, weight: 1.4, dashArray: "8 3 2 3" },
  claimed: { color: colour.border, weight: 1.1, dashArray: "1 4" },
  territorial_sea: { color: "#7f9cab", weight: 0.8, dashArray: "1 4" },
  seabed: { color: "#7f9cab", weight: 1, dashArray: "5 4" },
  internal: { color: "#b9b2a8", weight: 1, dashArray: "3 3" },
};

/** The lines from an incident to what it is measured to. */
export const MEASURED_STYLES = {
  border: { color: colour.borderLine, weight: 2 },
  city: { color: colour.cityLine, weight: 2, dashArray: "7 4" },
};
