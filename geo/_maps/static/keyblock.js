// The legend set in columns: each symbol as on the page, with its text beside it.

import { traceDrawing } from "./tracing.js";
import { textBlock } from "./typeset.js";

const COLUMN = 232;
const MOST_COLUMNS = 4;
const GUTTER = 26;
const BETWEEN = 5;
const ABOVE_HEADING = 6;
const SYMBOL = { width: 38, height: 14, gap: 9 };

/** A block of legend entries { svg, text }; one without a symbol is a heading of those after it. */
export function keyBlock(pen, entries, { size, ink, soft, width, scale }) {
  const grown = size / 12.5;
  const most = Math.max(1, Math.min(MOST_COLUMNS, entries.length, Math.floor((width + GUTTER) / (COLUMN * grown + GUTTER))));
  const column = (width - GUTTER * (most - 1)) / most;
  const indent = (SYMBOL.width + SYMBOL.gap) * grown;
  const set = entries.map(({ svg, text }) => {
    const block = textBlock(pen, text, svg ? { size, ink, width: column - indent } : { size: 0.92 * size, weight: 650, ink: soft, width: column });
    return { svg, block, height: Math.max(block.height, svg ? SYMBOL.height * grown : 0) + BETWEEN };
  });
  const columns = balance(set, most);
  const draw = (x, y) => columns.forEach((each, place) => drawColumn(each, x + place * (column + GUTTER), y));

  function drawColumn(each, x, y) {
    let top = y;
    each.forEach(({ svg, block, height }, place) => {
      if (!svg && place > 0) top += ABOVE_HEADING;
      block.draw(svg ? x + indent : x, top);
      if (svg) {
        pen.paper.save();
        // The symbol stands at the middle of the first line.
        pen.paper.translate(x, top + (1.36 * size - SYMBOL.height * grown) / 2);
        pen.paper.scale(grown, grown);
        traceDrawing(pen.paper, svg, scale * grown);
        pen.paper.restore();
      }
      top += height;
    });
  }

  return { height: Math.max(0, ...columns.map(sum)) - BETWEEN, width, draw };
}

/** Spreads entries over at most so many columns, in their order, so that the longest column is short. */
function balance(set, most) {
  const all = sum(set);
  for (let limit = Math.ceil(all / most); limit < all; limit += 2) {
    const columns = pack(set, limit);
    if (columns.length <= most && columns.every((each) => sum(each) <= limit)) return columns;
  }
  return [set];
}

function pack(set, limit) {
  const columns = [[]];
  set.forEach((entry, place) => {
    // A heading does not stand alone at the foot of a column.
    const needed = entry.height + (entry.svg ? 0 : set[place + 1]?.height ?? 0);
    if (columns.at(-1).length && sum(columns.at(-1)) + needed > limit) columns.push([]);
    columns.at(-1).push(entry);
  });
  return columns;
}

/** How high a column is; a heading within it keeps a distance from what is above. */
function sum(column) {
  return column.reduce((total, { height, svg }, place) => total + height + (!svg && place > 0 ? ABOVE_HEADING : 0), 0);
}
