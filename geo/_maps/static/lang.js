// The language of the interface. English stands where it is used; other languages are looked up by it.

import { RUSSIAN } from "./russian.js";

const CATALOGUES = { en: null, ru: RUSSIAN };

/** The languages of the interface, each called as its own readers call it. */
export const LANGUAGES = { en: "English", ru: "Русский" };

/** The language in use. */
export const language = { code: "en" };

/** Takes a language into use; what was written already has to be written anew. */
export function useLanguage(code) {
  language.code = Object.hasOwn(CATALOGUES, code) ? code : "en";
}

/** The first of the reader's languages that the interface has; English otherwise. */
export function preferred(wanted) {
  const codes = wanted.map((tag) => tag.toLowerCase().split("-")[0]);
  return codes.find((code) => Object.hasOwn(CATALOGUES, code)) ?? "en";
}

/** A text in the language in use, with {names} filled in; one that nobody translated stays English. */
export function say(english, values = {}) {
  return fill(found(english) ?? english, values);
}

/** A text that depends on a number, which fills in {count}: "{count} row", "{count} rows". */
export function sayCount(count, one, many, values = {}) {
  const all = { count: number(count), ...values };
  const forms = found(`${one}|${many}`);
  if (!forms) return fill(count === 1 ? one : many, all);
  const kind = new Intl.PluralRules(language.code).select(count);
  return fill(forms[["one", "few"].indexOf(kind)] ?? forms.at(-1), all);
}

/** Marks a text that is said later, through say(); gives it back as it is. */
export function later(english) {
  return english;
}

/** A number as the language writes it. */
export function number(value, options = {}) {
  return value.toLocaleString(language.code, { maximumFractionDigits: 0, ...options });
}

/** What the language has for a text; null where it has nothing. */
function found(english) {
  const catalogue = CATALOGUES[language.code];
  return catalogue && Object.hasOwn(catalogue, english) ? catalogue[english] : null;
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}
