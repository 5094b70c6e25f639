// What the files of shapes have in common: what whoever opens them has to know, and how large they may be.

import { later, say } from "./lang.js";

// Browsers hold no text much longer than this.
const MOST_CHARACTERS = 5e8;
const TOO_LARGE = later("With its outlines this file would be too large. Choose fewer incidents, or take the table.");

/** Where a file is from, and what of the map's table is not in it. */
export function noteOf({ title, made, coarse_m: coarse }) {
  return [
    say("Taken from the map “{title}”, made on {made}.", { title, made }),
    say("Outlines are simplified, and distances may have more digits than are known: mind their bounds, radii and accuracies. The measured table that the map was made from has everything in full."),
    say("An incident known only to a circle of more than {km} km has that circle, and no point.", { km: coarse / 1000 }),
  ].join(" ");
}

/** The texts of all rows; refuses more than a file can hold. */
export function writeRows(rows, write) {
  const texts = [];
  let length = 0;
  for (const row of rows) {
    const text = write(row);
    length += text.length;
    if (length > MOST_CHARACTERS) throw new RangeError(say(TOO_LARGE));
    texts.push(text);
  }
  return texts;
}

// A column of which every row says something else is not remembered.
const MOST_REMEMBERED = 5000;

/** Does something once for each text, as long as there are few: most columns say the same again and again. */
export function once(change) {
  const known = new Map();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const changed = change(text);
    if (known.size < MOST_REMEMBERED) known.set(text, changed);
    return changed;
  };
}
