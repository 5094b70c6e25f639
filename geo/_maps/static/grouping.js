// Incidents near each other drawn as one: the line in the legend, and the way into a group.

import { drawing } from "./dom.js";
import { say } from "./lang.js";
import { colour } from "./style.js";

// A group that is one even so close is listed.
const CLOSEST = 14;
const PADDING = 60;

/** What the legend shows and says of a group: [symbol, text]. */
export function groupInLegend(ink) {
  const ring = drawing("circle", { cx: 19, cy: 7, r: 6.4, stroke: ink, fill: "none", "stroke-width": 1.1, "stroke-opacity": 0.5 });
  const disc = drawing("circle", { cx: 19, cy: 7, r: 4.8, fill: ink });
  const count = drawing("text", { x: 19, y: 9.6, fill: colour.onMixed, "text-anchor": "middle", "font-size": 7.5, "font-weight": 700 }, "9");
  const symbol = drawing("svg", { width: 38, height: 14, "aria-hidden": "true" }, ring, disc, count);
  return [symbol, say("Several incidents near each other, grouped; choose to zoom in")];
}

/** Looks into a group, one zoom closer at least; says whether that was possible. */
export function zoomInto(leaflet, map, [west, south, east, north]) {
  const bounds = leaflet.latLngBounds([south, west], [north, east]);
  const fitting = map.getBoundsZoom(bounds, false, leaflet.point(2 * PADDING, 2 * PADDING));
  const closest = Math.min(CLOSEST, map.getMaxZoom());
  const zoom = Math.min(closest, Math.max(fitting, Math.floor(map.getZoom()) + 1));
  if (zoom <= map.getZoom()) return false;
  map.setView(map.unproject(middleOf(map, bounds, zoom), zoom), zoom, { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  return true;
}

/** The middle of a box on the map, which is not that of its degrees. */
function middleOf(map, bounds, zoom) {
  return map.project(bounds.getSouthWest(), zoom).add(map.project(bounds.getNorthEast(), zoom)).divideBy(2);
}
