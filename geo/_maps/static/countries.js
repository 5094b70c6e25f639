// What countries are called: as in the atlas, or as the reader's browser calls them in the reader's language.

import { language } from "./lang.js";

const namers = new Map();

/** The name of a country by its code; the code itself where nobody knows a name. */
export function countryName(payload, code) {
  const english = payload.countries[code] ?? code;
  const short = payload.iso2[code];
  if (language.code === "en" || !short) return english;
  if (!namers.has(language.code)) namers.set(language.code, new Intl.DisplayNames([language.code], { type: "region", fallback: "none" }));
  return namers.get(language.code).of(short) ?? english;
}

/** A text of names such as "Kazakhstan\u2013Turkmenistan", each as the reader's language has it. */
export function namesOfCountries(payload, text) {
  if (text === null || language.code === "en") return text;
  return text.split("\u2013").map((name) => countryName(payload, codeOf(payload, name.trim()) ?? name.trim())).join("\u2013");
}

const codes = new WeakMap();

function codeOf(payload, english) {
  if (!codes.has(payload)) codes.set(payload, new Map(Object.entries(payload.countries).map(([code, name]) => [name, code])));
  return codes.get(payload).get(english);
}
