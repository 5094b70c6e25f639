// What a report says of where incidents are, whether that holds, and what it was measured against.

import { decodeLine } from "./decode.js";
import { element, isolated } from "./dom.js";
import { later, say } from "./lang.js";
import { colour } from "./style.js";
import { describeDistance } from "./words.js";

const VERDICTS = {
  supported: later("Supported by what was measured"), contradicted: later("Contradicted by what was measured"), undecided: later("Undecided"), none: later("Not judged"),
};

/** The claims about a row, or about the whole report where it is null: a section of the panel, or null. */
export function claimCards(payload, row, { chosen, onChoose }) {
  // Of an only incident there is no list beside it, where claims of the whole report would stand.
  const isHere = ({ row: its }) => its === row || (its === null && payload.count === 1);
  const cards = payload.claims.map((claim, place) => ({ claim, place })).filter(({ claim }) => isHere(claim));
  if (cards.length === 0) return null;
  return element("section", { class: "geo-claims" }, element("h3", {}, say("What the report claims")), ...cards.map(({ claim, place }) => card(payload, claim, place, chosen === place, onChoose)));
}

function card(payload, claim, place, isChosen, onChoose) {
  const verdict = claim.verdict ?? "none";
  const distance = describeDistance([null, claim.distance_min_m, claim.distance_max_m]);
  const by = claim.attributed_to ? element("p", { class: "geo-small" }, say("Attributed to {whom}", { whom: "" }), isolated(claim.attributed_to)) : null;
  const show = canShow(claim) ? element("button", { type: "button", class: "geo-more geo-claim-show", "aria-pressed": String(isChosen), "data-claim": place, onclick: () => onChoose(isChosen ? null : place) }, say("Show on the map")) : null;
  return element(
    "div", { class: `geo-claim geo-claim-${verdict}` },
    element("blockquote", { dir: "auto" }, claim.quote),
    element("p", {}, element("strong", {}, say(VERDICTS[verdict])), claim.because ? `: ${claim.because}` : ""),
    distance ? element("p", { class: "geo-small" }, say("Measured: {distance}", { distance })) : null,
    by, show,
  );
}

function canShow({ lines, points, pair }) {
  return lines.length > 0 || points.length > 0 || pair !== null;
}

/** Draws what a claim was measured against; returns its shapes, each [lat, lon] many. */
export function drawClaim(leaflet, layer, claim, borderLines) {
  const lines = [...claim.lines.map((text) => decodeLine(text, claim.step)), ...(claim.pair ? borderLines(claim.pair) : [])];
  const style = { interactive: false, smoothFactor: 0.5 };
  for (const line of lines) {
    leaflet.polyline(line, { ...style, color: colour.paper, weight: 7, opacity: 0.7 }).addTo(layer);
    leaflet.polyline(line, { ...style, color: colour.claim, weight: 4, opacity: 0.9, className: "geo-claim-line" }).addTo(layer);
  }
  for (const [lon, lat] of claim.points) {
    leaflet.circleMarker([lat, lon], { ...style, radius: 7, color: colour.claim, weight: 3, fill: false, className: "geo-claim-line" }).addTo(layer);
  }
  return [...lines, ...claim.points.map(([lon, lat]) => [[lat, lon]])];
}
