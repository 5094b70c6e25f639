// The panel beside the map: title, list, facts of the selected incident, legend and sources.

import { element, isolated, linkOrText } from "./dom.js";

const PAGE = 100;
const GROUPS = [
  ["reported", "As reported"],
  ["position", "Where"],
  ["border", "Land border"],
  ["places", "Nearest listed places"],
];

/** Builds the panel into its element; returns { showList, showIncident }. */
export function buildPanel(panel, payload, legend, onSelect) {
  const content = element("div", { class: "geo-content" });
  const many = payload.titles.length > 1;
  panel.append(
    element("header", {}, element("h1", { dir: "auto" }, payload.title), element("p", { class: "geo-subtitle" }, payload.subtitle)),
    content,
    legend,
    sources(payload),
  );
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") panel.querySelector(".geo-back")?.click();
  });

  function showList(rows, heading) {
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
    const back = rows.length < payload.titles.length ? backButton() : null;
    content.replaceChildren(...[back, element("h2", {}, heading), list, more].filter(Boolean));
  }

  function listEntry(row) {
    const second = summary(payload, row);
    return element(
      "li", {},
      element("button", { type: "button", "data-row": row, onclick: () => onSelect(row) },
        element("span", { class: "geo-entry", dir: "auto" }, payload.titles[row]),
        second && element("span", { class: "geo-entry-note" }, isolated(second))),
    );
  }

  function backButton() {
    const count = payload.titles.length.toLocaleString("en");
    return element("button", { type: "button", class: "geo-back", onclick: () => onSelect(null) }, `\u2190 All ${count} incidents`);
  }

  function showIncident(row) {
    const heading = payload.titles[row];
    content.replaceChildren(
      ...[
        many ? backButton() : null,
        heading === payload.title ? null : element("h2", { class: "geo-incident", dir: "auto", tabindex: "-1" }, heading),
        ...facts(payload, row),
      ].filter(Boolean),
    );
    panel.scrollTop = 0;
  }

  if (payload.titles.length === 0) content.append(element("p", {}, "There is no incident in this table."));
  return { showList, showIncident };
}

/** What tells an incident from the others in the list: its date and type, or why it is not on the map. */
function summary(payload, row) {
  if (payload.areas.of[row] === null && (payload.lat[row] === null || payload.lon[row] === null)) {
    const problem = payload.fields.find((field) => field.key === "problem")?.values[row];
    return problem ? `Not on the map: ${problem}` : "Not on the map";
  }
  const told = [];
  for (const { group, kind, label, values: { [row]: text } } of payload.fields) {
    if (group !== "reported" || kind !== "text" || !text || text === payload.titles[row] || text.length > 40) continue;
    told.push(/^[-\d.]+$/.test(text) && text.length < 8 ? `${label} ${text}` : text);
  }
  return told.slice(0, 2).join(" \u00b7 ") || null;
}

function facts(payload, row) {
  const notes = payload.fields.filter((field) => field.kind === "note" && field.values[row]);
  const parts = notes.map((field) => element("p", { class: "geo-note", dir: "auto" }, field.values[row]));
  // What is reported need not repeat the heading; what was found always stands, also in Ukraine's own row "Ukraine".
  const repeats = (field) => field.group === "reported" && field.values[row] === payload.titles[row];
  for (const [group, name] of GROUPS) {
    const fields = payload.fields.filter((field) => field.group === group && field.kind === "text" && field.values[row] && !repeats(field));
    if (fields.length === 0) continue;
    const list = element("dl", {});
    for (const field of fields) {
      const texts = [field.values[row]].flat();
      list.append(
        element("dt", { dir: "auto" }, field.label),
        element("dd", { "data-key": field.key }, ...texts.map((text) => element("div", { dir: "auto" }, group === "reported" ? linkOrText(text) : isolated(unbroken(text))))),
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
  const list = element("ul", { class: "geo-sources" }, ...payload.sources.map((source) => element("li", {}, source.text)));
  return element(
    "section", { class: "geo-foot" },
    element("h3", {}, "Sources"), list,
    element("p", { class: "geo-small" }, `Map made on ${payload.made} with Leaflet 1.9.4 (BSD-2-Clause). Lines are simplified for drawing; distances are measured on the lines of the atlas.`),
  );
}
