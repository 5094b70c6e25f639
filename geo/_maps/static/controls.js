// What the reader filters by: search, kinds, precision, time, and what else there is.

import { drawing, element, isolated } from "./dom.js";
import { Filters } from "./filters.js";
import { number, say, sayCount } from "./lang.js";
import { picture } from "./legend.js";
import { UNSTATED } from "./spots.js";
import { categoryColour, colour } from "./style.js";
import { Timeline } from "./timeline.js";

// Fewer are seen at one glance.
const LEAST_TO_SEARCH = 8;

/** The controls, in an element of their own; `draw` writes them anew. */
export class Controls {
  constructor(payload, { onToggle, onPrecise, onTime, onSearch, onFilter, onGroup, canGroup }) {
    Object.assign(this, { payload, onToggle, onPrecise, onGroup, canGroup });
    this.categories = element("fieldset", { class: "geo-categories" });
    this.precise = element("label", { class: "geo-check" });
    this.group = this.groupBox();
    this.timeline = new Timeline(payload, onTime);
    this.filters = new Filters(payload, onFilter);
    this.search = element("input", { type: "search", class: "geo-search", placeholder: say("Search"), "aria-label": say("Search titles and what was reported"), maxlength: "200" });
    this.search.addEventListener("input", () => onSearch(this.search.value));
    this.search.hidden = payload.count < LEAST_TO_SEARCH;
    this.node = element("section", { class: "geo-controls", "aria-label": say("What is shown") }, this.search, this.categories, this.precise, this.group, this.timeline.node, this.filters.node);
  }

  groupBox() {
    this.grouped = element("input", { type: "checkbox", class: "geo-group" });
    this.grouped.addEventListener("change", () => this.onGroup(this.grouped.checked));
    return element("label", { class: "geo-check", hidden: !this.canGroup }, this.grouped, element("span", {}, say("Group incidents near each other")));
  }

  /** `counts` are of the categories, `coarse` how many are known less precisely than to a town. */
  draw({ state, seen, counts, coarse, timeless }) {
    this.drawCategories(state.filter.hidden.category ?? [], counts);
    this.drawPrecise(state.filter.precise, coarse);
    this.grouped.checked = state.grouped;
    this.timeline.draw(timeless, state.time);
    this.filters.draw(state, seen);
    if (this.search.value !== state.filter.text) this.search.value = state.filter.text;
    const parts = [this.search, this.categories, this.precise, this.group, this.timeline.node, this.filters.node];
    this.node.hidden = parts.every(({ hidden }) => hidden);
  }

  drawCategories(hidden, counts) {
    const { options: { category: options }, category_label: label } = this.payload;
    this.categories.hidden = !options;
    if (!options) return;
    const before = document.activeElement?.dataset.option;
    const boxes = options.map((option, place) => {
      const isLast = place === options.length - 1;
      if (isLast && counts[place] === 0 && !hidden.includes(option.text)) return null;
      const box = element("input", { type: "checkbox", "data-option": String(place), checked: !hidden.includes(option.text) });
      box.addEventListener("change", () => this.onToggle("category", option.text, !box.checked));
      const swatch = picture(drawing("circle", { cx: 19, cy: 7, r: 5, fill: categoryColour(isLast ? UNSTATED : place), stroke: colour.paper }));
      return element("label", { class: "geo-check" }, box, swatch, isolated(optionName(option)), element("span", { class: "geo-count" }, number(counts[place])));
    });
    this.categories.replaceChildren(element("legend", { dir: "auto" }, label), ...boxes.filter(Boolean));
    if (before !== undefined) this.categories.querySelector(`[data-option="${before}"]`)?.focus();
  }

  drawPrecise(checked, coarse) {
    // Where it would change nothing, or hide everything, there is no switch.
    this.precise.hidden = (coarse === 0 || coarse === this.payload.count) && !checked;
    if (this.precise.hidden) return;
    const had = this.precise.contains(document.activeElement);
    const box = element("input", { type: "checkbox", class: "geo-precise", checked });
    box.addEventListener("change", () => this.onPrecise(box.checked));
    const told = sayCount(coarse, "Town-level or better only (known within {km} km; {count} less precise)", "Town-level or better only (known within {km} km; {count} less precise)", { km: this.payload.town_m / 1000 });
    this.precise.replaceChildren(box, element("span", {}, told));
    if (had) box.focus();
  }
}

/** What a kind of incident is called. */
export function optionName(option) {
  if (option.text === null) return say("not stated");
  return option.rest ? sayCount(option.rest, "{count} other kind", "{count} other kinds") : option.label;
}
