// What the reader takes away: the picture of the view, the rows that pass the filters.

import { say } from "./lang.js";
import { titleOf } from "./panel.js";
import { fileName, saveFile } from "./save.js";
import { snapshotBlob } from "./snapshot.js";
import { takeSnapshot } from "./take.js";
import { rowsAsCsv, rowsAsGeoJson, rowsAsKml } from "./takeaway.js";

const KINDS = {
  csv: ["text/csv;charset=utf-8", rowsAsCsv],
  geojson: ["application/geo+json", rowsAsGeoJson],
  kml: ["application/vnd.google-earth.kml+xml", rowsAsKml],
};

/** Why rows are not to be saved, in words; null where they may be. */
export function whyKept({ kept_rows: source }) {
  return source ? say("Rows cannot be saved from this page: the terms of their source ({source}) restrict passing them on, or are not known.", { source }) : null;
}

/** Saves a file of a kind; gives its name. */
export async function keep(map, kind) {
  const name = fileName(titleOf(map.payload), kind);
  if (kind === "png") saveFile(name, "image/png", await snapshotBlob(takeSnapshot(map)));
  else {
    // The menu does not offer it then; whoever asks otherwise gets none either.
    if (map.payload.kept_rows) throw new Error(whyKept(map.payload));
    const [type, write] = KINDS[kind];
    saveFile(name, type, write(map.payload, map.rows));
  }
  return name;
}
