// What the reader points at: a spot, incidents near each other, an area.

import { spotAt } from "./canvas.js";

/** The seen rows at a point of the stage and where they are: { rows, where, zoomTo }; or null. */
export function findAt({ map, spots, areas, mask }, point) {
  const spot = spotAt(map, spots, point);
  if (spot !== null) return { rows: spots.rows(spot, mask), where: "spot" };
  const area = areas.at(map.containerPointToLatLng(point));
  return area && { rows: area.rows.filter((row) => mask[row]), where: "area" };
}
