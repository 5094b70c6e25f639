// From one incident to the next: those at one spot or in one area, or all that are seen.

import { element } from "./dom.js";
import { later, number, say } from "./lang.js";

const AMONG = { spot: later("{place} of {count} at this spot"), area: later("{place} of {count} in this area"), near: later("{place} of {count} near here") };

/** Buttons before and after, and which of how many this is; null where there is only one. */
export function pagesThrough(rows, row, where, onSelect) {
  const place = rows.indexOf(row);
  if (rows.length < 2 || place < 0) return null;
  const step = (by, label, sign) => {
    const to = place + by;
    return element("button", { type: "button", class: "geo-step", "aria-label": label, title: label, "data-step": by, disabled: to < 0 || to >= rows.length, onclick: () => onSelect(rows[to]) }, sign);
  };
  const values = { place: number(place + 1), count: number(rows.length) };
  const told = Object.hasOwn(AMONG, where) ? AMONG[where] : later("{place} of {count}");
  return element("div", { class: "geo-steps", role: "group", "aria-label": say("Other incidents") }, step(-1, say("Previous incident"), "‹"), element("span", {}, say(told, values)), step(1, say("Next incident"), "›"));
}
