// The panel beside the map: title, how many are seen, what the reader filters by, list or facts, legend, sources.

import { pagesThrough } from "./browse.js";
import { element, isolated } from "./dom.js";
import { factSheet } from "./factsheet.js";
import { howMade } from "./howmade.js";
import { later, number, say, sayCount } from "./lang.js";
import { listed } from "./words.js";

const PAGE = 100;
const SPOKEN_MS = 800;
const LONGEST_NOTE = 40;

/** The panel, in an element of its own. `parts`: { controls, legend, onSelect, onClear, sheet(row), reportClaims() }. */
export class Panel {
  constructor(node, payload, parts) {
    Object.assign(this, { node, payload, parts });
    this.content = element("div", { class: "geo-content" });
    this.told = element("span", {});
    this.clear = element("button", { type: "button", class: "geo-clear", hidden: true, onclick: parts.onClear }, say("Clear filters"));
    // Told to whoever hears the page and stays on the button for the next incident.
    this.spoken = element("p", { class: "geo-unseen", role: "status" });
    this.filtered = element("p", { class: "geo-filtered", hidden: payload.count < 2 }, this.told, this.clear);
    const unverified = say("This page holds layers that were not verified: their author chose to let them run, and what they show or ask of a network is not geo's.");
    const header = element("header", {}, element("h1", { dir: "auto" }, titleOf(payload)), element("p", { class: "geo-subtitle" }, subtitle(payload)), payload.foreign ? element("p", { class: "geo-note" }, unverified) : null, payload.meaning ? element("p", { class: "geo-note geo-meaning" }, say(payload.meaning)) : null);
    node.classList.toggle("geo-many", payload.count > 1);
    node.replaceChildren(header, this.spoken, this.filtered, parts.controls.node, this.content, parts.legend.node, sources(payload));
    if (!Panel.listening.has(node)) {
      Panel.listening.add(node);
      node.addEventListener("keydown", (event) => {
        if (event.key === "Escape") node.querySelector(".geo-back")?.click();
      });
    }
  }

  /** Says how many are seen. */
  showCount(seen, filtered) {
    const { count } = this.payload;
    const words = seen === count ? sayCount(count, "{count} incident shown", "All {count} incidents shown") : sayCount(seen, "{count} of {all} incidents shown", "{count} of {all} incidents shown", { all: number(count) });
    this.clear.hidden = !filtered;
    if (words === this.told.textContent) return;
    const isFirst = this.told.textContent === "";
    this.told.textContent = words;
    clearTimeout(this.saying);
    // Not at every key of a word, and not what stands there from the start.
    if (!isFirst) this.saying = setTimeout(() => (this.spoken.textContent = words), SPOKEN_MS);
  }

  showList(rows, heading, { back = false, words = [] } = {}) {
    const { payload } = this;
    this.node.dataset.view = "list";
    const list = element("ol", { class: "geo-list" });
    const more = element("button", { type: "button", class: "geo-more", onclick: () => extend() });
    let shown = 0;
    const extend = () => {
      const from = shown;
      shown = Math.min(rows.length, shown + PAGE);
      for (const row of rows.slice(from, shown)) list.append(this.listEntry(row));
      more.hidden = shown === rows.length;
      more.textContent = say("Show more ({left} left)", { left: number(rows.length - shown) });
      if (from > 0) list.children[from].querySelector("button").focus();
    };
    extend();
    const none = rows.length === 0 ? element("p", {}, say(payload.count === 0 ? "There is no incident in this table." : "No incident passes all filters.")) : null;
    const parts = [back ? this.backButton() : null, this.parts.reportClaims(), element("h2", {}, heading), ...this.aboutFilters(words, rows), none, list, more];
    this.content.replaceChildren(...parts.filter(Boolean));
    if (payload.count === 0) this.content.replaceChildren(none);
  }

  /** What is filtered by, and the way to where that is. */
  aboutFilters(words, rows) {
    if (words.length === 0) return [];
    const zoom = element("button", { type: "button", class: "geo-more geo-zoom-to", onclick: this.parts.onZoom }, say("Zoom to what is shown"));
    return [element("p", { class: "geo-small geo-filter-words", dir: "auto" }, words.join("; ")), rows.length ? zoom : null];
  }

  listEntry(row) {
    const { payload, parts } = this;
    const second = summary(payload, row);
    return element(
      "li", {},
      element("button", { type: "button", "data-row": row, onclick: () => parts.onSelect(row) },
        element("span", { class: "geo-entry", dir: "auto" }, payload.titles.at(row)),
        second && element("span", { class: "geo-entry-note" }, isolated(second))),
    );
  }

  backButton() {
    return element("button", { type: "button", class: "geo-back", onclick: () => this.parts.onSelect(null) }, say("← All incidents"));
  }

  /** Shows the facts of an incident; `among` are the rows one can page through, `where` they are. */
  showIncident(row, { rows, where }) {
    const { payload, parts } = this;
    this.node.dataset.view = "incident";
    const title = payload.titles.at(row);
    const paged = document.activeElement?.classList.contains("geo-step");
    const pages = pagesThrough(rows, row, where, parts.onSelect);
    const many = payload.count > 1;
    // The page's own heading is that of its only incident.
    const heading = many || title !== payload.title ? element("h2", { class: "geo-incident", dir: "auto", tabindex: "-1" }, title) : null;
    this.content.replaceChildren(
      ...[many ? element("div", { class: "geo-paging" }, this.backButton(), pages) : null, heading, ...factSheet(payload, row, parts.sheet(row))].filter(Boolean),
    );
    this.spoken.textContent = paged && pages ? `${title}, ${pages.querySelector("span").textContent}` : "";
    this.node.scrollTop = 0;
  }
}

Panel.listening = new WeakSet();

const GENERAL = later("Where the incidents are");
// What maps of events that nobody checked are called, before what their author calls them.
const MACHINE = later("Machine-coded media events");

/** The title: as the author wrote it; general words in the language of the reader. */
export function titleOf({ title }) {
  if (title === GENERAL) return say(GENERAL);
  return title === MACHINE || title.startsWith(`${MACHINE}: `) ? say(MACHINE) + title.slice(MACHINE.length) : title;
}

/** A number of incidents in words. */
export function counted(count) {
  return sayCount(count, "{count} incident", "{count} incidents");
}

/** What is on the map, below its title. */
export function subtitle({ count, hidden }) {
  const measured = sayCount(count, "{count} incident, measured to the nearest land border and the nearest listed places", "{count} incidents, measured to the nearest land border and the nearest listed places");
  return hidden === 0 ? measured : `${measured}; ${say("{number} without a position", { number: number(hidden) })}`;
}

/** What tells an incident from the others in the list: its date and type, or why it is not on the map. */
function summary(payload, row) {
  const value = (name) => payload.columns[name]?.at(row) ?? null;
  if (payload.areas.of.at(row) === null && value("lon") === null) {
    const problem = value("problem");
    return problem ? say("Not on the map: {problem}", { problem }) : say("Not on the map");
  }
  const told = [];
  const dated = [...payload.reported].sort((one, other) => (other.role === "date") - (one.role === "date"));
  for (const { role, label, column } of dated) {
    const text = value(column);
    if (role === "note" || !text || text === payload.titles.at(row) || text.length > LONGEST_NOTE || told.includes(text)) continue;
    told.push(/^[-\d.]+$/.test(text) && text.length < 8 ? `${label} ${text}` : text);
    if (told.length === 2) break;
  }
  return told.join(" \u00b7 ") || null;
}

/** The day on which the map was made, as a reader writes it. */
export function dateMade({ made }) {
  return new Date(`${made}T00:00:00Z`).toLocaleDateString(say("en-GB"), { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

function sources(payload) {
  const about = say("Map made on {date} with Leaflet {version} (BSD-2-Clause). Lines are simplified for drawing; distances are measured on the lines of the atlas.", { date: dateMade(payload), version: payload.leaflet });
  return element("section", { class: "geo-foot" }, element("h3", {}, say("Precision")), element("p", { class: "geo-small" }, precision(payload)), ...credited(payload, about));
}

/** Whose the data is, and how the map was made, for a map in which nothing is measured. */
export function credits(payload) {
  const about = say("Map made on {date} with Leaflet {version}. Lines are simplified for drawing.", { date: dateMade(payload), version: payload.leaflet });
  return element("section", { class: "geo-foot" }, ...credited(payload, about));
}

function credited(payload, about) {
  const list = element("ul", { class: "geo-sources" }, ...payload.sources.map((source) => element("li", {}, source)));
  return [element("h3", {}, say("Sources")), list, element("p", { class: "geo-small" }, about), howMade(payload)];
}

/** How many incidents are known how precisely, and what that means for the map. */
function precision({ precisions, vague }) {
  if (precisions.length === 0) return say("There are no incidents.");
  const told = `${listed(precisions.map(([count, words]) => `${number(count)} ${say(words)}`))}.`;
  return vague ? `${told} ${say(vague)}` : told;
}
