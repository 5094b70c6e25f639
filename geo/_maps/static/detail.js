// What stands with the facts of one incident: its claims, its coordinates to copy, its rings.

import { claimCards } from "./claims.js";
import { copyButton } from "./copying.js";
import { element } from "./dom.js";
import { Incident } from "./incident.js";
import { say } from "./lang.js";
import { notations } from "./notations.js";
import { ringControl } from "./rings.js";

/** The nodes that the fact sheet of a row takes in. */
export function detailOf(payload, row, { state, onClaim, onRings }) {
  const one = new Incident(payload, row);
  const hasPlace = one.value("lon") !== null;
  return {
    claims: claimCards(payload, row, { chosen: state.claim, onChoose: onClaim }),
    position: hasPlace ? coordinateList(one) : null,
    rings: hasPlace ? ringControl({ rings: state.rings, vague: one.isVague(), onRings }) : null,
  };
}

/** Coordinates in three notations, each with a button that copies it, no finer than they are known. */
function coordinateList(one) {
  const found = notations(one.value("lon"), one.value("lat"), one.value("precision_m"));
  return element("ul", { class: "geo-notations" }, ...found.map(({ key, label, text }) => element(
    "li", { "data-notation": key },
    element("span", { class: "geo-notation" }, label), element("code", { dir: "ltr" }, text),
    copyButton(text, say("Copy the coordinates: {notation}", { notation: label })),
  )));
}
