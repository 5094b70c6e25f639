// Distances that the page measures by itself: the packed table leaves out what follows from two places.

import { measure } from "./geodesic.js";

/** The columns with those to capitals filled in; `capitals`: name -> [lon, lat]. */
export function withCapitals(columns, capitals = {}) {
  const places = new Map(Object.entries(capitals));
  if (places.size === 0 || !columns.capital || !columns.lon) return columns;
  const { capital, lon, lat } = columns;
  const way = (row) => {
    const place = places.get(capital.at(row));
    const east = lon.at(row);
    return place === undefined || east === null ? null : measure(east, lat.at(row), ...place);
  };
  const filled = (name, value) => {
    const told = columns[name];
    return { at: (row) => told?.at(row) ?? ((columns.capital_min_m?.at(row) ?? null) === null ? value(way(row)) : null) };
  };
  return { ...columns, capital_m: filled("capital_m", (found) => found?.distance ?? null), capital_azimuth_deg: filled("capital_azimuth_deg", (found) => found?.azimuth ?? null) };
}
