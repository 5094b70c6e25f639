// What is told of the chosen incident: claims, facts in groups, coordinates to copy, rings.

import { element, isolated, linkOrText, unbroken } from "./dom.js";
import { listFacts } from "./facts.js";
import { later, say } from "./lang.js";

const GROUPS = [
  ["reported", later("As reported")],
  ["position", later("Where")],
  ["border", later("Land border")],
  ["coast", later("Shore")],
  ["places", later("Nearest listed places")],
];

/** The parts of the panel on an incident. `extras`: { claims, position, measured }, nodes or null, put where they belong. */
export function factSheet(payload, row, extras) {
  const title = payload.titles.at(row);
  const told = listFacts(payload, row);
  const parts = told.filter(({ kind }) => kind === "note").map(({ texts }) => element("p", { class: "geo-note", dir: "auto" }, texts[0]));
  if (extras.claims) parts.push(extras.claims);
  for (const [group, name] of GROUPS) {
    // What is reported need not repeat the heading; what was found always stands, also in Ukraine's own row "Ukraine".
    const fields = told.filter((field) => field.group === group && field.kind === "text" && !(group === "reported" && field.texts[0] === title));
    if (fields.length === 0) continue;
    const list = element("dl", {});
    for (const { key, label, texts } of fields) {
      const isReported = group === "reported";
      const lines = texts.map((text) => element("div", { dir: "auto" }, isReported ? linkOrText(text) : isolated(unbroken(text))));
      list.append(element("dt", { dir: "auto" }, label), element("dd", { "data-key": key }, ...lines));
      if (key === "position" && extras.position) list.append(element("dd", { class: "geo-whole" }, extras.position));
    }
    parts.push(element("section", {}, element("h3", {}, say(name)), list));
    if (group === "position" && extras.rings) parts.push(extras.rings);
    if (group === "places") parts.push(element("p", { class: "geo-small" }, say(payload.places_note)));
  }
  return parts;
}
