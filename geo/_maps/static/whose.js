// Whose ground an incident lies on, in sentences: geo/_maps/whose.py in the browser.

import { describeDistance, listed, roundUp } from "./words.js";

const NOT_ONE_COUNTRY = "no one country holds all of the area";
const NOT_ONE_HERE = "no one country holds all of the circle";
const OUTSIDE = "none: outside all countries, no land border is measured";
const UNATTRIBUTED = "none: this ground is attributed to no one";
const NOBODY = "no one";

export function tellCountry(one) {
  const own = one.value("country");
  const reached = () => one.distances().filter(({ low }) => low <= 0).map(({ code }) => one.nameOf(code));
  if (own === null) return one.isLocated() ? tellNone(one, reached) : null;
  if (!one.isVague() && !one.isArea) return own;
  const others = listed(reached());
  if (!others) return own;
  return one.isArea ? `${own}; the area touches ${others}` : `${own} (the circle reaches ${others})`;
}

function tellNone(one, reached) {
  if (one.isArea) return NOT_ONE_COUNTRY;
  if (one.isVague() && one.value("nearest_country") === null && one.value("dispute") === null) {
    const others = listed(reached());
    return others ? `${NOT_ONE_HERE}; it reaches ${others}` : NOT_ONE_HERE;
  }
  return one.value("dispute") === null ? OUTSIDE : UNATTRIBUTED;
}

export function tellRegion(one) {
  const [name, code, today] = ["region", "region_code", "region_superseded_by"].map((each) => one.value(each));
  if (name === null) {
    return today === null ? null : [`today ${today.replaceAll(";", " or")}`, "our outline is of an older unit"];
  }
  const told = [code === null ? name : `${name} (${code})`];
  const accuracy = one.value("region_accuracy_m");
  if (accuracy) told.push(`its outline may be off by up to ${roundUp(accuracy)}`);
  return told;
}

export function tellDistrict(one) {
  const [name, code, level] = ["district", "district_code", "district_level"].map((each) => one.value(each));
  if (name === null) return null;
  const known = [code, level === null ? null : `level ${level}`].filter(Boolean);
  return known.length ? `${name} (${known.join(", ")})` : name;
}

export function tellDispute(one) {
  const area = one.value("dispute");
  if (area === null) return null;
  const holder = one.value("held_by");
  const held = holder === "contested" ? "who holds it is contested" : holder === null ? "no holder named" : `held by ${spellCodes(holder, one)}`;
  const claimants = (one.value("claimed_by") ?? "").split(";").filter(Boolean).map((code) => one.nameOf(code));
  return `${area}: ${held}, claimed by ${listed(claimants) || NOBODY}`;
}

/** Writes out the codes in what is told of a holder. */
function spellCodes(text, one) {
  return text === "none" ? NOBODY : text.replace(/\b[A-Z]{3}\b/g, (code) => one.nameOf(code));
}

export function tellWater(one) {
  if (one.isArea || one.value("on_land") !== 0) return null;
  const own = one.value("country");
  return own === null ? "not on land" : `not on land: in waters inside the outline of ${own}, its territorial sea or a lake`;
}

export function tellNearest(one) {
  const name = one.value("nearest_country");
  if (name === null) return null;
  const distance = describeDistance(one.bounds("nearest_country"), { precision: one.radius() });
  return distance === null ? name : `${name}, ${distance}`;
}
