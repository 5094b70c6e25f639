// What the reader takes away: gathers from the page the words, symbols and credit that a picture of its map needs.

import { filterWords } from "./filter_words.js";
import { say, sayCount, number } from "./lang.js";
import { dateMade, subtitle, titleOf } from "./panel.js";
import { preparePrint } from "./printing.js";
import { drawSnapshot } from "./snapshot.js";
import { useTheme } from "./style.js";
import { CREDIT } from "./view.js";

/** A picture of the view; `theme` is "light" or "dark" where it is not to be that of the page. */
export function takeSnapshot(owner, { theme = null, ...options } = {}) {
  const { map, host, payload } = owner;
  // A map of cells has its own words.
  const told = owner.words?.() ?? null;
  return uncovered(owner, () => onAtlas(owner, () => inTheme(owner, theme, () => drawSnapshot({
    map, stage: host,
    title: titleOf(payload),
    subtitle: (told ? [told.subtitle, told.selected] : [subtitleOf(owner), selectedOf(owner)]).filter(Boolean),
    legend: legendEntries(owner.panelNode, payload, owner.basemap.kindsWithin(map.getBounds())),
    notes: [...(told?.notes ?? []), ...notesOf(owner)],
    credit: creditOf(owner),
    ...options,
  }))));
}

/** Lets the view be printed, in light colours that spare ink, together with the facts of the chosen incident. */
export function printOnOneSheet(owner) {
  preparePrint({
    size: () => {
      const { x, y } = owner.map.getSize();
      return [x, y];
    },
    draw: (options) => takeSnapshot(owner, { theme: "light", paper: "#ffffff", margin: 1, ...options }),
    facts: () => (owner.current.selected === null ? null : owner.panelNode.querySelector(".geo-content")),
  });
}

/** The entries of the legend as they stand on the page: categories that are shown, then what is drawn. */
export function legendEntries(panel, { disputes, kinds }, seen) {
  const entries = [];
  for (const label of panel.querySelectorAll(".geo-categories:not([hidden]) .geo-check")) {
    const count = label.querySelector(".geo-count")?.textContent ?? "";
    if (!label.querySelector("input").checked || count === "0") continue;
    const text = label.querySelector("bdi").textContent;
    // The number stays behind a name that runs from right to left.
    entries.push({ svg: label.querySelector("svg"), text: count ? `\u2068${text}\u2069 (${count})` : text });
  }
  if (entries.length) entries.unshift({ svg: null, text: panel.querySelector(".geo-categories legend").textContent });
  const listed = [...panel.querySelectorAll(".geo-legend li:not([hidden])")].map((item) => ({ svg: item.querySelector("svg"), text: item.querySelector("span").textContent }));
  // Of lines only those that are in the view: on the page the reader can look further.
  const elsewhere = Object.entries(kinds).filter(([kind]) => !seen.has(kind)).map(([, name]) => say(name).toLowerCase());
  const drawn = listed.filter(({ text }) => !elsewhere.includes(text.toLowerCase()));
  // The table that this entry speaks of stays behind; a note says where it is.
  const hatch = drawn.find(({ text }) => text.toLowerCase() === say(disputes.hatch).toLowerCase());
  if (hatch) hatch.text = say("Disputed ground");
  if (entries.length && drawn.length) entries.push({ svg: null, text: say("Legend") });
  return [...entries, ...drawn];
}

/** How many incidents are shown, and by what the reader chose them. */
function subtitleOf({ payload, seen, current }) {
  const words = filterWords(payload, current);
  if (seen === payload.count && words.length === 0) return subtitle(payload);
  const shown = sayCount(seen, "{count} of {all} incidents shown", "{count} of {all} incidents shown", { all: number(payload.count) });
  return [shown, ...words].join("; ");
}

function selectedOf({ payload, current: { selected } }) {
  const title = selected === null ? null : payload.titles.at(selected);
  return title && title !== titleOf(payload) ? say("Chosen: {title}", { title }) : null;
}

function notesOf({ payload, grounds, drawn }) {
  return [
    grounds.chosen === null ? null : say("The base map from the network ({name}) cannot be in a picture; the off-line atlas stands in its place.", { name: grounds.chosen }),
    drawn.disputed.length ? `${say("Disputed ground: the map's own table says who holds and who claims it.")} ${say(payload.disputes.worldview)}` : null,
    say("Map made on {date} with Leaflet {version}. Lines are simplified for drawing.", { date: dateMade(payload), version: payload.leaflet }),
  ].filter(Boolean);
}

/** Whose the data is; not whose a map from a network is, which is not in the picture. */
function creditOf({ map, grounds }) {
  const control = map.attributionControl;
  const foreign = grounds.tiles?.getAttribution();
  if (foreign) control.removeAttribution(foreign);
  const text = control.getContainer().textContent.trim();
  if (foreign) control.addAttribution(foreign);
  return text.includes(CREDIT) ? text : [CREDIT, text].filter(Boolean).join(", ");
}

/** The map behind the table is hidden, and what is hidden is not in a picture: for a moment it is not. */
function uncovered({ stage, current }, work) {
  if (!current.table) return work();
  stage.classList.remove("geo-tabled");
  try {
    return work();
  } finally {
    stage.classList.add("geo-tabled");
  }
}

/** Lets the atlas lie under the incidents for a moment, so short that it is never on the screen. */
function onAtlas({ grounds, basemap }, work) {
  if (grounds.chosen === null) return work();
  basemap.showGround(true);
  try {
    return work();
  } finally {
    basemap.showGround(false);
  }
}

/** Uses other colours for a moment, so short that they are never on the screen. */
function inTheme(owner, name, work) {
  const before = owner.theme.name();
  if (!name || name === before) return work();
  const recolour = (theme) => {
    owner.host.dataset.theme = theme;
    useTheme(theme);
    owner.basemap.draw();
    owner.paint();
    owner.chosen.draw();
  };
  recolour(name);
  try {
    return work();
  } finally {
    recolour(before);
  }
}
