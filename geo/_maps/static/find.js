// What the reader points at: a spot, incidents near each other, an area.

import { sayCount } from "./lang.js";

const AT = {
  spot: ["{count} incident at this spot", "{count} incidents at this spot"],
  area: ["{count} incident in this area", "{count} incidents in this area"],
  near: ["{count} incident near here", "{count} incidents near here"],
};

/** What is seen at a point of the stage: { count, rows(), where }, where being spot, area or near; or null. */
export function findAt({ map, spotLayer, areas, mask }, point) {
  const mark = spotLayer.find(point, mask);
  if (mark) return mark;
  const area = areas.at(map.containerPointToLatLng(point));
  return area && { count: area.shown, rows: () => area.rows.filter((row) => mask[row]), where: "area" };
}

/** How many incidents were found, and where. */
export function toldOf({ count, where, places = 1 }) {
  const told = sayCount(count, ...AT[where]);
  return places > 1 ? `${told}, ${sayCount(places, "{count} place", "{count} places")}` : told;
}
