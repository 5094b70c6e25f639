// The table of disputed ground, in a window over the map: who holds, who claims, why it is shown so.

import { element, isolated } from "./dom.js";
import { number, say } from "./lang.js";

/** Builds the window; returns the button that opens it, or null when there is nothing to tell. */
export function disputesButton(host, { title, headings, rows, worldview }) {
  if (rows.length === 0) return null;
  const close = element("button", { type: "button", class: "geo-close", onclick: () => dialog.close() }, say("Close"));
  const head = element("tr", {}, ...headings.map((text) => element("th", { scope: "col" }, say(text))));
  const body = rows.map(({ cells }) => element("tr", {}, ...cells.map((text, column) => cell(text, column, headings))));
  const dialog = element(
    "dialog", { class: "geo-dialog geo-disputed-table", "aria-label": say(title) },
    element("header", {}, element("h2", {}, say(title)), close),
    element("div", { class: "geo-scroll", tabindex: "0", role: "region", "aria-label": say(title) },
      element("table", {}, element("thead", {}, head), element("tbody", {}, ...body)),
      element("p", { class: "geo-small" }, say(worldview))),
  );
  host.querySelector(".geo-disputed-table")?.remove();
  host.append(dialog);
  const count = number(rows.length);
  const button = element("button", { type: "button", class: "geo-more geo-disputes", "aria-haspopup": "dialog", onclick: () => dialog.showModal() }, `${say(title)} (${count})`);
  // A click beside the window closes it, as Escape does; what was chosen before has the focus again.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => button.focus());
  return button;
}

/** The first cell of a row is its heading; on a phone every cell is preceded by that of its column. */
function cell(text, column, headings) {
  const attributes = column === 0 ? { scope: "row" } : { "data-heading": say(headings[column]) };
  return element(column === 0 ? "th" : "td", attributes, isolated(text));
}
