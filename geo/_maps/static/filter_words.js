// What the reader filters by, in words: beside the list, in the picture, on paper.

import { optionName } from "./controls.js";
import { number, say } from "./lang.js";
import { nearTargets } from "./nearness.js";

const MOST_NAMED = 4;

/** One text for each filter in use. */
export function filterWords(payload, { filter, time, pin }) {
  const { hidden, only, near, precise, text } = filter;
  const found = [];
  if (time) found.push(time.join(" – "));
  for (const [name, texts] of Object.entries(hidden)) {
    const left = (payload.options[name] ?? []).filter((option) => texts.includes(option.text));
    if (left.length) found.push(say("without {kinds}", { kinds: named(left.map(optionName)) }));
  }
  for (const [key, texts] of Object.entries(only)) {
    const facet = payload.facets.get(key);
    if (facet) found.push(`${payload.facets.labelOf(facet)}: ${named(texts.map((each) => payload.facets.optionLabel(facet, each)))}`);
  }
  if (near) {
    const target = nearTargets(payload, pin).find(({ key }) => key === near.what);
    const values = { km: number(near.km, { maximumFractionDigits: 3 }), target: target?.label ?? near.what };
    found.push(near.perhaps ? say("surely or perhaps within {km} km of {target}", values) : say("surely within {km} km of {target}", values));
  }
  if (precise) found.push(say("known within {km} km", { km: payload.town_m / 1000 }));
  if (text) found.push(say("with the words “{text}”", { text }));
  return found;
}

function named(texts) {
  const more = texts.length - MOST_NAMED;
  return more > 0 ? say("{names} and {count} more", { names: texts.slice(0, MOST_NAMED).join(", "), count: number(more) }) : texts.join(", ");
}
