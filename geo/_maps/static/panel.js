// The panel beside the map: title, list, facts of the selected incident, legend and sources.

import { element, isolated, linkOrText } from "./dom.js";
import { listFacts } from "./facts.js";

const PAGE = 100;
const UNVERIFIED = "This page holds layers that were not verified: their author chose to let them run, and what they show or ask of a network is not geo's.";
const GROUPS = [
  ["reported", "As reported"],
  ["position", "Where"],
  ["border", "Land border"],
  ["places", "Nearest listed places"],
];

/** Builds the panel into its element; returns { showList, showIncident, showCount }. */
export function buildPanel(panel, payload, legend, onSelect) {
  const content = element("div", { class: "geo-content" });
  const many = payload.count > 1;
  const filtered = element("p", { class: "geo-filtered", role: "status", hidden: true });
  panel.append(
    element("header", {}, element("h1", { dir: "auto" }, payload.title), element("p", { class: "geo-subtitle" }, payload.subtitle), filtered, payload.foreign ? element("p", { class: "geo-note" }, UNVERIFIED) : null),
    legend.controls,
    content,
    legend.node,
    sources(payload),
  );
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") panel.querySelector(".geo-back")?.click();
  });

  /** Says how many are seen, as long as some are hidden. */
  function showCount(seen) {
    filtered.hidden = seen === payload.count;
    filtered.textContent = `${counted(seen)} of ${payload.count.toLocaleString("en")} shown`;
  }

  function showList(rows, heading, { back = false } = {}) {
    const list = element("ol", { class: "geo-list" });
    const more = element("button", { type: "button", class: "geo-more", onclick: () => extend() });
    let shown = 0;
    const extend = () => {
      const from = shown;
      shown = Math.min(rows.length, shown + PAGE);
      for (const row of rows.slice(from, shown)) list.append(listEntry(row));
      more.hidden = shown === rows.length;
      more.textContent = `Show more (${(rows.length - shown).toLocaleString("en")} left)`;
      if (from > 0) list.children[from].querySelector("button").focus();
    };
    extend();
    content.replaceChildren(...[back ? backButton() : null, element("h2", {}, heading), list, more].filter(Boolean));
    if (payload.count === 0) content.replaceChildren(element("p", {}, "There is no incident in this table."));
  }

  function listEntry(row) {
    const second = summary(payload, row);
    return element(
      "li", {},
      element("button", { type: "button", "data-row": row, onclick: () => onSelect(row) },
        element("span", { class: "geo-entry", dir: "auto" }, payload.titles.at(row)),
        second && element("span", { class: "geo-entry-note" }, isolated(second))),
    );
  }

  function backButton() {
    return element("button", { type: "button", class: "geo-back", onclick: () => onSelect(null) }, "\u2190 All incidents");
  }

  function showIncident(row) {
    const heading = payload.titles.at(row);
    content.replaceChildren(
      ...[
        many ? backButton() : null,
        heading === payload.title ? null : element("h2", { class: "geo-incident", dir: "auto", tabindex: "-1" }, heading),
        ...facts(payload, row),
      ].filter(Boolean),
    );
    panel.scrollTop = 0;
  }

  return { showList, showIncident, showCount };
}

/** A number of incidents in words. */
export function counted(count) {
  return count === 1 ? "1 incident" : `${count.toLocaleString("en")} incidents`;
}

/** What tells an incident from the others in the list: its date and type, or why it is not on the map. */
function summary(payload, row) {
  const value = (name) => payload.columns[name]?.at(row) ?? null;
  if (payload.areas.of.at(row) === null && value("lon") === null) {
    const problem = value("problem");
    return problem ? `Not on the map: ${problem}` : "Not on the map";
  }
  const told = [];
  for (const { role, label, column } of payload.reported) {
    const text = value(column);
    if (role === "note" || !text || text === payload.titles.at(row) || text.length > 40 || told.includes(text)) continue;
    told.push(/^[-\d.]+$/.test(text) && text.length < 8 ? `${label} ${text}` : text);
    if (told.length === 2) break;
  }
  return told.join(" \u00b7 ") || null;
}

function facts(payload, row) {
  const title = payload.titles.at(row);
  const told = listFacts(payload, row);
  const parts = told.filter(({ kind }) => kind === "note").map(({ texts }) => element("p", { class: "geo-note", dir: "auto" }, texts[0]));
  for (const [group, name] of GROUPS) {
    // What is reported need not repeat the heading; what was found always stands, also in Ukraine's own row "Ukraine".
    const fields = told.filter((field) => field.group === group && field.kind === "text" && !(group === "reported" && field.texts[0] === title));
    if (fields.length === 0) continue;
    const list = element("dl", {});
    for (const { key, label, texts } of fields) {
      list.append(
        element("dt", { dir: "auto" }, label),
        element("dd", { "data-key": key }, ...texts.map((text) => element("div", { dir: "auto" }, group === "reported" ? linkOrText(text) : isolated(unbroken(text))))),
      );
    }
    parts.push(element("section", {}, element("h3", {}, name), list));
    if (group === "places") parts.push(element("p", { class: "geo-small" }, payload.places_note));
  }
  return parts;
}

/** Keeps a number and its unit on one line. */
function unbroken(text) {
  return text.replace(/(\d) (?=k?m\b)/g, "$1\u00a0");
}

function sources(payload) {
  const list = element("ul", { class: "geo-sources" }, ...payload.sources.map((source) => element("li", {}, source)));
  return element(
    "section", { class: "geo-foot" },
    element("h3", {}, "Precision"), element("p", { class: "geo-small" }, payload.precision),
    element("h3", {}, "Sources"), list,
    element("p", { class: "geo-small" }, `Map made on ${payload.made} with Leaflet ${payload.leaflet} (BSD-2-Clause). Lines are simplified for drawing; distances are measured on the lines of the atlas.`),
  );
}
