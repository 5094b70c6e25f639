// Whose ground an incident lies on, in sentences: geo/_maps/whose.py in the browser.

import { namesOfCountries } from "./countries.js";
import { later, say } from "./lang.js";
import { describeDistance, listed, roundUp } from "./words.js";

const NOT_ONE_COUNTRY = later("no one country holds all of the area");
const NOT_ONE_HERE = later("no one country holds all of the circle");
const OUTSIDE = later("none: outside all countries, no land border is measured");
const UNATTRIBUTED = later("none: this ground is attributed to no one");
const NOBODY = later("no one");

export function tellCountry(one) {
  const own = ownCountry(one);
  const reached = () => one.distances().filter(({ low }) => low <= 0).map(({ code }) => one.nameOf(code));
  if (own === null) return one.isLocated() ? tellNone(one, reached) : null;
  if (!one.isVague() && !one.isArea) return own;
  const others = listed(reached());
  if (!others) return own;
  if (one.isArea) return say("{country}; the area touches {others}", { country: own, others });
  return say("{country} (the circle reaches {others})", { country: own, others });
}

/** The country as the reader's language calls it. */
function ownCountry(one) {
  const [name, code] = [one.value("country"), one.value("country_code")];
  return name === null || code === null || one.payload.countries[code] !== name ? name : one.nameOf(code);
}

function tellNone(one, reached) {
  if (one.isArea) return say(NOT_ONE_COUNTRY);
  if (one.isVague() && one.value("nearest_country") === null && one.value("dispute") === null) {
    const others = listed(reached());
    return others ? say("no one country holds all of the circle; it reaches {others}", { others }) : say(NOT_ONE_HERE);
  }
  return say(one.value("dispute") === null ? OUTSIDE : UNATTRIBUTED);
}

export function tellRegion(one) {
  const [name, code, today] = ["region", "region_code", "region_superseded_by"].map((each) => one.value(each));
  if (name === null) {
    if (today === null) return null;
    return [say("today {codes}", { codes: today.replaceAll(";", say(" or")) }), say("our outline is of an older unit")];
  }
  const told = [code === null ? name : `${name} (${code})`];
  const accuracy = one.value("region_accuracy_m");
  if (accuracy) told.push(say("its outline may be off by up to {length}", { length: roundUp(accuracy) }));
  return told;
}

export function tellDistrict(one) {
  const [name, code, level] = ["district", "district_code", "district_level"].map((each) => one.value(each));
  if (name === null) return null;
  const known = [code, level === null ? null : say("level {level}", { level })].filter(Boolean);
  return known.length ? `${name} (${known.join(", ")})` : name;
}

export function tellDispute(one) {
  const area = one.value("dispute");
  if (area === null) return null;
  const holder = one.value("held_by");
  const held = holder === "contested" ? say("who holds it is contested") : holder === null ? say("no holder named") : say("held by {holder}", { holder: spellCodes(holder, one) });
  const claimants = (one.value("claimed_by") ?? "").split(";").filter(Boolean).map((code) => one.nameOf(code));
  return say("{area}: {held}, claimed by {claimants}", { area, held, claimants: listed(claimants) || say(NOBODY) });
}

/** Writes out the codes in what is told of a holder. */
function spellCodes(text, one) {
  return text === "none" ? say(NOBODY) : text.replace(/\b[A-Z]{3}\b/g, (code) => one.nameOf(code));
}

export function tellWater(one) {
  if (one.isArea || one.value("on_land") !== 0) return null;
  const own = ownCountry(one);
  return own === null ? say("not on land") : say("not on land: in waters inside the outline of {country}, its territorial sea or a lake", { country: own });
}

export function tellNearest(one) {
  const name = namesOfCountries(one.payload, one.value("nearest_country"));
  if (name === null) return null;
  const distance = describeDistance(one.bounds("nearest_country"), { precision: one.radius() });
  return distance === null ? name : `${name}, ${distance}`;
}
