// The counts of cells as a table to take away.

import { middleOf } from "./cell_words.js";
import { csvLines } from "./takeaway.js";

/** The cells that hold something as CSV: number of H3, middle, largest place, count, and what the count is not. */
export function cellsAsCsv(payload, seen) {
  const { columns } = payload;
  const rows = [["h3_cell", "middle_lon", "middle_lat", "middle", "largest_listed_place", "area_km2", "incidents"]];
  seen.forEach((count, cell) => {
    if (count === 0) return;
    const lon = columns.lon.at(cell);
    rows.push([columns.cell.at(cell), lon - 360 * Math.round(lon / 360), columns.lat.at(cell), middleOf(payload, cell), columns.name?.at(cell) ?? "", columns.area_km2.at(cell), count]);
  });
  return csvLines(rows);
}
