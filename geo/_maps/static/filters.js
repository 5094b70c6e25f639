// More filters: how near to a border, the shore or a place, and any column in which few texts recur.

import { element, isolated } from "./dom.js";
import { applyFilter, countFacet } from "./filter.js";
import { number, say, sayCount } from "./lang.js";
import { nearTargets } from "./nearness.js";

const LEAST = 8;
// So many options are seen at once; the rest is asked for, or found by its name.
const SHOWN = 8;
const FARTHEST_KM = 20000;
const USUAL_KM = 50;
const TYPING_MS = 300;

/** The filters, in an element of their own; `onFilter` gets the part of the filter that changes. */
export class Filters {
  constructor(payload, onFilter) {
    Object.assign(this, { payload, onFilter, opened: new Set(), whole: new Set(), state: null });
    this.count = element("span", { class: "geo-count" });
    this.body = element("div", { class: "geo-filter-body" });
    this.node = element("details", { class: "geo-filters", hidden: payload.count < LEAST }, element("summary", {}, say("More filters"), this.count), this.body);
    this.node.addEventListener("toggle", () => this.node.open && this.redraw());
    this.near = element("fieldset", { class: "geo-near" });
    this.chosen = element("div", {});
    this.adder = element("select", { class: "geo-adder", "aria-label": say("Filter by a column") });
    // Arrow keys walk through the list; only Enter, or the mouse, takes something from it.
    let walking = false;
    this.adder.addEventListener("pointerdown", () => (walking = false));
    this.adder.addEventListener("keydown", ({ key }) => {
      walking = key !== "Enter";
      if (key === "Enter") this.add(this.adder.value);
    });
    this.adder.addEventListener("change", () => walking || this.add(this.adder.value));
    this.body.append(this.near, this.chosen, this.adder);
  }

  /** `seen` is how many pass all filters. */
  draw(state, seen) {
    Object.assign(this, { state, seen });
    for (const key of Object.keys(state.filter.only)) this.opened.add(key);
    const active = Object.keys(state.filter.only).length + (state.filter.near ? 1 : 0);
    this.count.textContent = active ? sayCount(active, "{count} in use", "{count} in use") : "";
    if (this.node.open) this.redraw();
  }

  redraw() {
    this.drawNear();
    this.drawFacets();
    const left = this.payload.facets.all().filter(({ key }) => !this.opened.has(key));
    this.adder.hidden = left.length === 0;
    this.adder.replaceChildren(element("option", { value: "" }, say("Filter by a column…")), ...left.map((facet) => element("option", { value: facet.key }, this.payload.facets.labelOf(facet))));
  }

  add(key) {
    if (!key) return;
    this.opened.add(key);
    this.redraw();
    this.chosen.querySelector(`[data-facet="${CSS.escape(key)}"] input`)?.focus();
  }

  drawNear() {
    const { state: { filter: { near }, pin } } = this;
    const targets = nearTargets(this.payload, pin);
    this.near.hidden = targets.length === 0;
    const focused = this.near.contains(document.activeElement) ? document.activeElement.dataset.near : null;
    // What the reader is typing stays as it is.
    const typing = focused === "km" ? document.activeElement : null;
    const km = typing ?? element("input", { type: "number", min: "0.1", max: String(FARTHEST_KM), step: "any", value: String(near?.km ?? USUAL_KM), "data-near": "km", "aria-label": say("Kilometres") });
    const what = element("select", { "data-near": "what", "aria-label": say("Of what") }, element("option", { value: "" }, say("(no filter by distance)")), ...targets.map(({ key, label }) => element("option", { value: key, selected: key === near?.what }, label)));
    const perhaps = element("input", { type: "checkbox", checked: near?.perhaps ?? false, "data-near": "perhaps" });
    const change = () => {
      const distance = Number(km.value);
      const isOne = distance > 0 && distance <= FARTHEST_KM;
      // While a number is being written the filter stays as it was.
      km.setAttribute("aria-invalid", String(!isOne));
      if (!what.value) this.onFilter({ near: null });
      else if (isOne) this.onFilter({ near: { what: what.value, km: distance, perhaps: perhaps.checked } });
    };
    if (!typing) {
      km.addEventListener("input", () => {
        clearTimeout(this.typing);
        this.typing = setTimeout(() => this.near.querySelector('[data-near="what"]').dispatchEvent(new Event("change")), TYPING_MS);
      });
    }
    what.addEventListener("change", change);
    perhaps.addEventListener("change", change);
    const lines = [element("legend", {}, say("Distance")), element("div", { class: "geo-near-line" }, element("span", {}, say("Within")), km, element("span", {}, say("km of")), what)];
    if (near) {
      const other = { ...this.state.filter, near: { ...near, perhaps: !near.perhaps } };
      const more = Math.abs(applyFilter(this.payload, { ...this.state, filter: other }).count - this.seen);
      if (more > 0 || near.perhaps) lines.push(element("label", { class: "geo-check" }, perhaps, element("span", {}, sayCount(more, "Also {count} that may be as near: known too imprecisely to say", "Also {count} that may be as near: known too imprecisely to say"))));
      lines.push(element("p", { class: "geo-small" }, say("Surely: by the most that the distance can be; perhaps: by the least.")));
    }
    this.near.replaceChildren(...lines);
    if (focused) this.near.querySelector(`[data-near="${focused}"]`)?.focus();
  }

  drawFacets() {
    const { facets } = this.payload;
    const focused = this.chosen.contains(document.activeElement) ? document.activeElement.dataset.choice : undefined;
    this.chosen.replaceChildren(...[...this.opened].map((key) => facets.get(key)).filter(Boolean).map((facet) => this.facetNode(facet)));
    if (focused !== undefined) this.chosen.querySelector(`[data-choice="${CSS.escape(focused)}"]`)?.focus();
  }

  facetNode(facet) {
    const { facets } = this.payload;
    const wanted = this.state.filter.only[facet.key] ?? [];
    const counts = countFacet(this.payload, this.state, facet);
    const all = facet.options.map((option, place) => ({ ...option, count: counts[place] }));
    // What would find something comes first, what is chosen before all.
    all.sort((one, other) => wanted.includes(other.text) - wanted.includes(one.text) || other.count - one.count);
    const whole = this.whole.has(facet.key) || all.length <= SHOWN + 1;
    const shown = whole ? all : all.filter(({ text }, place) => place < SHOWN || wanted.includes(text));
    const boxes = shown.map(({ text, place, count }) => {
      const box = element("input", { type: "checkbox", checked: wanted.includes(text), "data-choice": `${facet.key} ${place}` });
      box.addEventListener("change", () => this.choose(facet.key, box.checked ? [...wanted, text] : wanted.filter((each) => each !== text)));
      return element("label", { class: count === 0 ? "geo-check geo-none" : "geo-check" }, box, isolated(facets.optionLabel(facet, text)), element("span", { class: "geo-count" }, number(count)));
    });
    const more = whole ? null : element("button", { type: "button", class: "geo-more", onclick: () => {
      this.whole.add(facet.key);
      this.drawFacets();
      this.chosen.querySelector(`[data-choice="${CSS.escape(`${facet.key} ${all[SHOWN].place}`)}"]`)?.focus();
    } }, say("All {count} options", { count: number(all.length) }));
    const remove = element("button", { type: "button", class: "geo-remove", "aria-label": say("Remove the filter by {column}", { column: facets.labelOf(facet) }), onclick: () => {
      this.opened.delete(facet.key);
      this.choose(facet.key, []);
      this.redraw();
      this.adder.focus();
    } }, "×");
    return element("fieldset", { class: "geo-facet", "data-facet": facet.key }, element("legend", {}, isolated(facets.labelOf(facet)), remove), element("div", { class: "geo-options" }, ...boxes), more);
  }

  choose(key, texts) {
    const { [key]: before = [], ...only } = this.state.filter.only;
    if (texts.length || before.length) this.onFilter({ only: texts.length ? { ...only, [key]: texts } : only });
  }
}
