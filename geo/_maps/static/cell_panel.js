// The panel beside a map of cells: what a cell is, the key to its colours, time, the fullest cells, what is in none.

import { classColours, classOf } from "./cell_counts.js";
import { timeWords } from "./cell_time.js";
import { areaText, cellName, cellSubtitle, classText, describeApart, describeCells, middleOf } from "./cell_words.js";
import { optionName } from "./controls.js";
import { drawing, element, isolated } from "./dom.js";
import { later, number, say, sayCount } from "./lang.js";
import { picture } from "./legend.js";
import { credits, titleOf } from "./panel.js";
import { colour } from "./style.js";

const PAGE = 50;
const FEW_PLACES = 8;
const SPOKEN_MS = 800;
const NEIGHBOUR = later("An incident that is known to a radius may have happened in the next cell.");

/** The panel, in an element of its own. `parts`: { time, ground, onSelect(cell), onClear() }. */
export class CellPanel {
  constructor(node, payload, counts, parts) {
    Object.assign(this, { node, payload, counts, parts });
    this.classes = element("ul", { class: "geo-legend geo-classes" });
    this.content = element("div", { class: "geo-content" });
    this.told = element("span", {});
    this.clear = element("button", { type: "button", class: "geo-clear", hidden: true, onclick: parts.onClear }, say("Clear filters"));
    this.spoken = element("p", { class: "geo-unseen", role: "status" });
    const filtered = element("p", { class: "geo-filtered" }, this.told, this.clear);
    const controls = element("section", { class: "geo-controls", "aria-label": say("What is shown") }, parts.time.node);
    const foreign = payload.foreign ? element("p", { class: "geo-note" }, say("This page holds layers that were not verified: their author chose to let them run, and what they show or ask of a network is not geo's.")) : null;
    const header = element("header", {}, element("h1", { dir: "auto" }, titleOf(payload)), element("p", { class: "geo-subtitle" }, cellSubtitle(payload)), foreign, payload.meaning ? element("p", { class: "geo-note geo-meaning" }, say(payload.meaning)) : null);
    const meaning = element("p", { class: "geo-small geo-cell-meaning" }, describeCells(payload));
    const key = element("section", { class: "geo-cell-key" }, element("h3", {}, say("Incidents in a cell")), this.classes, meaning);
    node.classList.add("geo-many");
    node.replaceChildren(...[header, this.spoken, filtered, key, controls, this.content, this.apart(), parts.ground, credits(payload)].filter(Boolean));
    if (!CellPanel.listening.has(node)) {
      CellPanel.listening.add(node);
      node.addEventListener("keydown", (event) => event.key === "Escape" && node.querySelector(".geo-back")?.click());
    }
  }

  /** Says how many are seen, and what the colours mean. */
  showCounts(seen, breaks, isFiltered) {
    const { bins } = this.payload;
    const total = seen.reduce((sum, count) => sum + count, 0);
    const words = isFiltered ? sayCount(total, "{count} of {all} incidents shown", "{count} of {all} incidents shown", { all: number(bins.rows) }) : inCells(total, bins);
    this.clear.hidden = !isFiltered;
    const isFirst = this.told.textContent === "";
    if (words !== this.told.textContent) {
      this.told.textContent = words;
      clearTimeout(this.saying);
      if (!isFirst) this.saying = setTimeout(() => (this.spoken.textContent = words), SPOKEN_MS);
    }
    const cells = breaks.map(() => 0);
    let most = 0;
    for (const count of seen) {
      if (count > 0) cells[classOf(count, breaks)] += 1;
      most = Math.max(most, count);
    }
    const colours = classColours(breaks.length, colour.cells);
    const entries = breaks.map((_, place) => element("li", {}, hexagon(colours[place]), element("span", {}, classText(breaks, place, most)), element("b", { class: "geo-count" }, sayCount(cells[place], "{count} cell", "{count} cells"))));
    const none = element("li", {}, hexagon("none"), element("span", {}, say("No colour: no incident that is known as well as a cell is large")));
    this.classes.replaceChildren(...entries.reverse(), none);
  }

  /** The cells that hold something, the fullest first. */
  showList(seen, range) {
    const { payload, parts } = this;
    this.node.dataset.view = "list";
    const order = [...seen.keys()].filter((cell) => seen[cell] > 0).sort((one, other) => seen[other] - seen[one] || one - other);
    const list = element("ol", { class: "geo-list" });
    const more = element("button", { type: "button", class: "geo-more", onclick: () => extend() });
    let shown = 0;
    const extend = () => {
      const from = shown;
      shown = Math.min(order.length, shown + PAGE);
      for (const cell of order.slice(from, shown)) list.append(this.entry(cell, seen[cell]));
      more.hidden = shown === order.length;
      more.textContent = say("Show more ({left} left)", { left: number(order.length - shown) });
      if (from > 0) list.children[from].querySelector("button").focus();
    };
    extend();
    const when = timeWords(payload.bins.unit, range);
    const heading = when ? say("Cells with most incidents, {when}", { when }) : say("Cells with most incidents");
    const note = element("p", { class: "geo-small" }, say("Each is called after the largest listed place in it."));
    const none = order.length === 0 ? element("p", {}, payload.count === 0 ? say("No incident is known well enough to be in a cell.") : say("No incident passes all filters.")) : null;
    this.content.replaceChildren(...[element("h2", {}, heading), none ?? note, list, more].filter(Boolean));
    parts.onList?.(order);
  }

  entry(cell, count) {
    const { payload, parts } = this;
    return element("li", {}, element("button", { type: "button", "data-cell": cell, onclick: () => parts.onSelect(cell) },
      element("span", { class: "geo-entry", dir: "auto" }, cellName(payload, cell)),
      element("span", { class: "geo-entry-note" }, sayCount(count, "{count} incident", "{count} incidents"))));
  }

  /** What is known of a cell. */
  showCell(cell, seen, range) {
    const { payload, counts, parts } = this;
    const { columns, bins } = payload;
    this.node.dataset.view = "incident";
    const when = timeWords(bins.unit, range);
    const facts = [
      [say("Incidents"), [when ? say("{number} ({when})", { number: number(seen), when }) : number(seen), when ? say("{number} of all time", { number: number(counts.all[cell]) }) : null]],
      [bins.kind_label, this.kindsOf(cell, when)],
      [say("Largest place"), [columns.name?.at(cell) ?? say("no listed place")]],
      [say("Middle of the cell"), [middleOf(payload, cell)]],
      [say("Size"), [areaText(columns.area_km2.at(cell))]],
      [say("Number of the cell (H3)"), [columns.cell.at(cell)]],
    ];
    const list = element("dl", { class: "geo-cell-facts" });
    for (const [label, texts] of facts) {
      const told = texts.filter(Boolean);
      if (told.length === 0) continue;
      list.append(element("dt", {}, isolated(label)), element("dd", {}, ...told.map((text) => element("div", { dir: "auto" }, text))));
    }
    const back = element("button", { type: "button", class: "geo-back", onclick: () => parts.onSelect(null) }, say("← All cells"));
    const note = element("p", { class: "geo-small" }, `${say("Where in the cell they lie is not in this file.")} ${say(NEIGHBOUR)}`);
    this.content.replaceChildren(element("div", { class: "geo-paging" }, back), element("h2", { class: "geo-incident", dir: "auto", tabindex: "-1" }, cellName(payload, cell)), list, note);
    this.node.scrollTop = 0;
  }

  kindsOf(cell, when) {
    const { bins } = this.payload;
    if (bins.kinds.length === 0) return [];
    const told = this.counts.kindsOf(cell).map(([kind, count]) => `\u2068${optionName(bins.kinds[kind])}\u2069: ${number(count)}`);
    return when ? [...told, say("(of all time)")] : told;
  }

  /** Why incidents are in no cell, and where those are known to be. */
  apart() {
    const { payload } = this;
    const { bins } = payload;
    if (bins.held === bins.rows) return null;
    const list = element("ul", { class: "geo-places" });
    const more = element("button", { type: "button", class: "geo-more", onclick: () => extend(bins.places.length) });
    const extend = (until) => {
      const from = list.children.length;
      for (const [country, region, count] of bins.places.slice(from, until)) {
        const where = [region, country ?? say("country not known")].filter(Boolean).join(", ");
        list.append(element("li", {}, isolated(where), element("b", { class: "geo-count" }, number(count))));
      }
      more.hidden = list.children.length === bins.places.length;
      more.textContent = say("Show all ({count})", { count: number(bins.places.length) });
    };
    extend(FEW_PLACES);
    const where = bins.places.length ? say("They are known to lie in these countries and regions, of all time:") : null;
    const rest = bins.more_places ? element("p", { class: "geo-small" }, sayCount(bins.more_places, "And {count} more.", "And {count} more.")) : null;
    return element("section", { class: "geo-foot geo-apart" }, ...[element("h3", {}, say("In no cell")), element("p", {}, describeApart(payload)), where && element("p", { class: "geo-small" }, where), list, more, rest].filter(Boolean));
  }
}

CellPanel.listening = new WeakSet();

/** How many are in cells; that the others are not forgotten. */
function inCells(total, { held, rows }) {
  if (held === rows) return sayCount(total, "{count} incident in cells", "{count} incidents in cells");
  return say("{number} of {all} in cells, the rest below", { number: number(total), all: number(rows) });
}

/** A small hexagon, as in a legend. */
function hexagon(fill) {
  const edge = fill === "none" ? { fill, stroke: colour.border, "stroke-dasharray": "2 2" } : { fill, stroke: colour.land };
  return picture(drawing("path", { d: "M19 0.5L25 3.8V10.2L19 13.5L13 10.2V3.8Z", ...edge }));
}
