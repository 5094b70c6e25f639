// The table of all incidents that are seen: the other face of the map, which takes its place on the stage.

import { rankTitles, tableColumns } from "./cells.js";
import { element, isolated, linkOrText, unbroken } from "./dom.js";
import { Incident } from "./incident.js";
import { number, say, sayCount } from "./lang.js";
import { orderRows } from "./order.js";

const PAGE = 100;
const NEXT_ORDER = { none: "ascending", ascending: "descending", descending: "none" };

/** The table, in an element of the stage; nothing is made before it is wanted. */
export class Table {
  constructor(map, stage, payload, onSelect) {
    Object.assign(this, { map, stage, payload, onSelect, mask: null, page: 0, sorted: { place: null, order: "none" }, ranks: new Map() });
    this.node = element("div", { class: "geo-table", hidden: true });
    stage.append(this.node);
  }

  /** Shows the seen rows, which `mask` marks with 1, or hides the table. */
  update({ shown, rows, mask, selected }) {
    const before = this.stage.classList.contains("geo-tabled");
    this.stage.classList.toggle("geo-tabled", shown);
    // The window may have changed while the map was not seen.
    if (before && !shown) this.map.invalidateSize({ animate: false });
    this.stage.setAttribute("aria-label", shown ? say("Table") : say("Map"));
    this.node.hidden = !shown;
    if (!shown) return;
    if (!this.body) this.build();
    if (mask !== this.mask) {
      Object.assign(this, { mask, seen: rows, page: 0 });
      this.sort();
      this.draw();
    }
    for (const button of this.body.querySelectorAll("[data-row]")) {
      if (Number(button.dataset.row) === selected) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /** The button of a row, where it is seen; or null. */
  button(row) {
    return this.node.hidden ? null : this.body.querySelector(`[data-row="${row}"]`);
  }

  build() {
    const { payload } = this;
    const title = { key: "title", label: say("Incident"), rank: () => rankTitles(payload) };
    this.columns = [title, ...tableColumns(payload)];
    this.heads = this.columns.map(({ label, wide }, place) => {
      const button = element("button", { type: "button", onclick: () => this.press(place) }, isolated(label));
      return element("th", { scope: "col", "aria-sort": "none", class: wide ? "geo-wide" : null }, button);
    });
    this.body = element("tbody");
    this.told = element("p", { class: "geo-told", role: "status" });
    const table = element("table", { "aria-label": say("Incidents") }, element("thead", {}, element("tr", {}, ...this.heads)), this.body);
    this.scroll = element("div", { class: "geo-rows", role: "region", tabindex: "0", "aria-label": say("Table of incidents, which can be scrolled") }, table);
    this.pages = [
      [say("First"), () => 0], [say("Previous"), () => this.page - 1], [say("Next"), () => this.page + 1], [say("Last"), () => this.last()],
    ].map(([text, wanted]) => ({ wanted, button: element("button", { type: "button", onclick: () => this.turn(wanted()) }, text) }));
    this.pager = element("nav", { class: "geo-pages", "aria-label": say("Pages of the table") }, ...this.pages.map(({ button }) => button));
    this.node.append(this.told, this.scroll, this.pager);
  }

  /** Sorts by a column: upwards, downwards, and back to the order of the source. */
  press(place) {
    const order = NEXT_ORDER[this.sorted.place === place ? this.sorted.order : "none"];
    this.sorted = { place: order === "none" ? null : place, order };
    this.heads.forEach((head, each) => head.setAttribute("aria-sort", each === this.sorted.place ? order : "none"));
    this.page = 0;
    this.sort();
    this.draw();
  }

  sort() {
    const { place, order } = this.sorted;
    if (place !== null && !this.ranks.has(place)) this.ranks.set(place, this.columns[place].rank());
    this.rows = place === null ? this.seen : orderRows(this.ranks.get(place), this.mask, this.seen.length, order === "descending");
  }

  last() {
    return Math.max(0, Math.ceil(this.seen.length / PAGE) - 1);
  }

  turn(page) {
    if (page < 0 || page > this.last()) return;
    this.page = page;
    this.draw();
  }

  draw() {
    const from = this.page * PAGE;
    const rows = [...this.rows.slice(from, from + PAGE)];
    this.body.replaceChildren(...rows.map((row) => this.drawRow(row)));
    this.scroll.scrollTop = 0;
    this.told.textContent = [this.range(from, rows.length), this.order()].filter(Boolean).join("; ");
    this.pager.hidden = this.last() === 0;
    // A button that is disabled would lose the focus of whoever has just pressed it.
    for (const { wanted, button } of this.pages) {
      const page = wanted();
      button.setAttribute("aria-disabled", String(page === this.page || page < 0 || page > this.last()));
    }
  }

  range(from, length) {
    const all = sayCount(this.seen.length, "{count} incident", "{count} incidents");
    if (length === 0) return say("No incident is shown with what is chosen here");
    return this.last() === 0 ? all : say("{first}–{last} of {all}", { first: number(from + 1), last: number(from + length), all });
  }

  order() {
    const { place, order } = this.sorted;
    if (place === null) return null;
    const { label: column } = this.columns[place];
    return order === "ascending" ? say("sorted by {column}, ascending", { column }) : say("sorted by {column}, descending", { column });
  }

  drawRow(row) {
    const one = new Incident(this.payload, row);
    const [, ...columns] = this.columns;
    const title = element("button", { type: "button", "data-row": row, dir: "auto", onclick: () => this.onSelect(row) }, this.payload.titles.at(row));
    return element("tr", {}, element("th", { scope: "row" }, title), ...columns.map((column) => drawCell(column, one)));
  }
}

function drawCell({ key, reported, tell }, one) {
  const told = tell(one);
  const texts = told === null ? [] : [told].flat();
  return element("td", { "data-column": key }, ...texts.map((text) => element("div", { dir: "auto" }, reported ? linkOrText(text) : isolated(unbroken(text)))));
}
