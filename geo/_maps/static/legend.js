// The legend: exactly what is drawn on this map, what of it the reader hides, and the way to the table of disputed ground.

import { drawing, element, isolated } from "./dom.js";
import { hasLine } from "./measured.js";
import { categoryColour, colour, HATCH_FILL, lineStyles, measuredStyle, unitStyle } from "./style.js";
import { UNSTATED } from "./spots.js";
import { Timeline } from "./timeline.js";

// Fewer are seen at one glance.
const LEAST_TO_SEARCH = 8;
const NARROW = "(max-width: 640px)";

/** The legend, in an element of its own; `draw` writes it anew when what is on the map has changed. */
export class Legend {
  constructor(payload, { drawn, areas, spots, circles, disputes, onToggle, onPrecise, onTime, onSearch }) {
    Object.assign(this, { payload, drawn, areas, spots, circles, onToggle, onPrecise });
    this.lines = { border: hasLine(payload, "border"), city: hasLine(payload, "city") };
    this.categories = element("fieldset", { class: "geo-categories" });
    this.precise = element("label", { class: "geo-check" });
    this.timeline = new Timeline(payload, onTime);
    this.search = element("input", { type: "search", class: "geo-search", placeholder: "Search", "aria-label": "Search titles and what was reported", maxlength: "200" });
    this.search.addEventListener("input", () => onSearch(this.search.value));
    this.search.hidden = payload.count < LEAST_TO_SEARCH;
    this.list = element("ul", { class: "geo-legend" });
    const open = !matchMedia(NARROW).matches;
    // What the reader changes stands above the list of incidents, what explains the map below it.
    this.controls = element("section", { class: "geo-controls", "aria-label": "What is shown" }, this.search, this.categories, this.precise, this.timeline.node);
    this.node = element("section", { class: "geo-foot" },
      element("details", { open }, element("summary", {}, element("h3", {}, "Legend")), this.list),
      disputes,
      element("p", { class: "geo-small geo-worldview" }, payload.disputes.worldview));
  }

  /** `counts` are of the categories, `state` what is hidden, `coarse` how many are known less precisely than to a town. */
  draw({ state, counts, coarse, timeless }) {
    this.drawCategories(state.filter.hidden.category ?? [], counts);
    this.drawPrecise(state.filter.precise, coarse);
    this.drawLines();
    this.timeline.draw(timeless, state.time);
    if (this.search.value !== state.filter.text) this.search.value = state.filter.text;
    this.controls.hidden = this.search.hidden && this.categories.hidden && this.precise.hidden && !this.timeline.shown;
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
      return element("label", { class: "geo-check" }, box, swatch, isolated(option.label), element("span", { class: "geo-count" }, counts[place].toLocaleString("en")));
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
    const within = `within ${this.payload.town_m / 1000} km`;
    this.precise.replaceChildren(box, element("span", {}, `Town-level or better only (known ${within}; ${coarse.toLocaleString("en")} less precise)`));
    if (had) box.focus();
  }

  drawLines() {
    const { payload, drawn } = this;
    this.list.replaceChildren();
    const add = (symbol, text) => this.list.append(element("li", {}, symbol, element("span", {}, capital(text))));
    const ink = payload.options.category ? colour.mixed : colour.incident;
    const [exact, hollow, several] = this.countSymbols();
    if (exact) add(dot(colour.paper, ink), "Incident");
    if (hollow) add(dot(ink, colour.paper), `Incident known only to a radius; ${this.circles.complete ? "the dashed circle holds it" : "choose it to see its circle"}`);
    if (this.areas.some(({ circle }) => !circle)) add(patch(), "Incident known only to an area; it lies somewhere inside");
    if (this.areas.some(({ circle }) => circle)) add(ring(), `Incident known only to a circle of more than ${payload.coarse_m / 1000} km; it lies somewhere inside`);
    if (several) {
      const rim = this.spots.hollowShown.some((count, spot) => count > 0 && this.spots.shown[spot] > 1);
      add(dot(colour.paper, ink, "3"), `Several incidents at one spot; the number counts them${rim ? ", the white part of the rim those known only to a radius" : ""}`);
    }
    if (this.lines.border) add(stroke(measuredStyle("border")), "Shortest line to the nearest land border");
    if (this.lines.city) add(stroke(measuredStyle("city")), "Shortest line to the nearest listed city");
    const styles = lineStyles();
    for (const [kind, name] of Object.entries(payload.kinds)) {
      if (drawn.kinds.has(kind)) add(stroke(styles[kind]), name);
    }
    if (drawn.regions) add(stroke(unitStyle("region")), payload.region_line);
    if (drawn.districts) add(stroke(unitStyle("district")), payload.district_line);
    if (drawn.disputed.length > 0) add(hatch(), payload.disputes.hatch);
  }

  /** Whether there are exact, imprecise and several incidents at a spot. */
  countSymbols() {
    const { shown, hollowShown } = this.spots;
    let [exact, hollow, several] = [false, false, false];
    for (let spot = 0; spot < shown.length; spot++) {
      if (shown[spot] > hollowShown[spot]) exact = true;
      if (hollowShown[spot] > 0) hollow = true;
      if (shown[spot] > 1) several = true;
    }
    return [exact, hollow, several];
  }
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

function picture(...shapes) {
  return drawing("svg", { width: 38, height: 14, "aria-hidden": "true" }, ...shapes);
}

function dot(edge, fill, count) {
  const circle = drawing("circle", { cx: 19, cy: 7, r: count ? 6.5 : 4.5, stroke: edge, fill, "stroke-width": 1.5 });
  if (!count) return picture(circle);
  const style = { x: 19, y: 10.2, fill: colour.onMixed, "text-anchor": "middle", "font-size": 9, "font-weight": 700 };
  return picture(circle, drawing("text", style, count));
}

function stroke(style) {
  return picture(drawing("line", { x1: 1, x2: 37, y1: 7, y2: 7, stroke: style.color, "stroke-width": style.weight, "stroke-dasharray": style.dashArray ?? "none", "stroke-linecap": style.lineCap ?? "butt" }));
}

function patch() {
  return picture(drawing("rect", { x: 2, y: 1.5, width: 34, height: 11, stroke: colour.incident, "stroke-width": 1.4, fill: colour.incident, "fill-opacity": 0.1 }));
}

function ring() {
  return picture(drawing("circle", { cx: 19, cy: 7, r: 6, stroke: colour.incident, "stroke-width": 1.2, "stroke-dasharray": "3 2.5", fill: colour.incident, "fill-opacity": 0.06 }));
}

function hatch() {
  const edge = drawing("rect", { x: 1, y: 1, width: 36, height: 12, fill: colour.land });
  return picture(edge, drawing("rect", { x: 1, y: 1, width: 36, height: 12, fill: HATCH_FILL }));
}
