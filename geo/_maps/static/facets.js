// What else incidents can be filtered by: any column in which few different texts recur.

import { namesOfCountries } from "./countries.js";
import { later, say } from "./lang.js";

const LEAST = 2;
const MOST = 500;
// A column in which nearly every text differs tells incidents apart; it does not group them.
const MOST_SHARE = 0.5;
const SKIPPED = ["title", "link", "accessed", "archive", "note", "date"];
const OWN = [
  ["country", later("Country")], ["region", later("Region")], ["district", later("District")], ["dispute", later("Disputed ground")],
  ["border", later("Nearest land border")], ["border_kind", later("Kind of that border")], ["located_by", later("Located by")],
];

/** The columns of a payload as facets; each is counted off when it is first asked for. */
export class Facets {
  constructor(payload) {
    this.payload = payload;
    this.found = new Map();
  }

  /** All columns that can be filtered by: [{ key, label, options, codes }]. */
  all() {
    const { payload } = this;
    const reported = payload.reported.filter(({ role }) => !SKIPPED.includes(role));
    const keys = [...reported.map(({ key }) => key), ...OWN.map(([name]) => name)];
    return keys.map((key) => this.get(key)).filter(Boolean);
  }

  /** One of them by its key; null where there is no such column, or it groups nothing. */
  get(key) {
    if (!this.found.has(key)) this.found.set(key, this.build(key));
    return this.found.get(key);
  }

  build(key) {
    const { payload } = this;
    const own = OWN.find(([name]) => name === key);
    const reported = payload.reported.find((each) => each.key === key);
    if (!own && (!reported || SKIPPED.includes(reported.role))) return null;
    const column = payload.columns[own ? key : reported.column];
    if (!column?.words) return null;
    const { words, codes } = column;
    const counts = new Array(words.length + 1).fill(0);
    const numbers = new Uint16Array(payload.count);
    for (let row = 0; row < payload.count; row++) {
      const code = Math.min(codes[row], words.length);
      numbers[row] = code;
      counts[code] += 1;
    }
    const different = counts.filter((count) => count > 0).length;
    if (different < LEAST || different > MOST || words.length > Math.max(LEAST, MOST_SHARE * payload.count)) return null;
    const options = [...words, null].map((text, place) => ({ text, place, total: counts[place] })).filter(({ total }) => total > 0);
    options.sort((one, other) => (one.text === null) - (other.text === null) || other.total - one.total || (one.text < other.text ? -1 : 1));
    return { key, label: reported?.label ?? null, own: own?.[1] ?? null, options, codes: numbers };
  }

  /** What a facet, and one of its options, is called. */
  labelOf(facet) {
    return facet.own ? say(facet.own) : facet.label;
  }

  optionLabel(facet, text) {
    if (text === null) return facet.own ? say("not one, or not known") : say("not stated");
    if (facet.key === "border_kind") return say(this.payload.kinds[text] ?? text);
    return facet.key === "country" || facet.key === "border" ? namesOfCountries(this.payload, text) : text;
  }
}
