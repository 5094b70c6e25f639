// The table of disputed ground, in a window over the map: who holds, who claims, why it is shown so.

import { element, isolated } from "./dom.js";

/** Builds the window; returns the button that opens it, or null when there is nothing to tell. */
export function disputesButton(host, { title, headings, rows, worldview }) {
  if (rows.length === 0) return null;
  const close = element("button", { type: "button", class: "geo-close", onclick: () => dialog.close() }, "Close");
  const head = element("tr", {}, ...headings.map((text) => element("th", { scope: "col" }, text)));
  const body = rows.map(({ cells }) => element("tr", {}, ...cells.map((text, column) => cell(text, column, headings))));
  const dialog = element(
    "dialog", { class: "geo-dialog", "aria-label": title },
    element("header", {}, element("h2", {}, title), close),
    element("div", { class: "geo-scroll", tabindex: "0" },
      element("table", {}, element("thead", {}, head), element("tbody", {}, ...body)),
      element("p", { class: "geo-small" }, worldview)),
  );
  host.append(dialog);
  const count = rows.length.toLocaleString("en");
  const button = element("button", { type: "button", class: "geo-more geo-disputes", "aria-haspopup": "dialog", onclick: () => dialog.showModal() }, `${title} (${count})`);
  // A click beside the window closes it, as Escape does; what was chosen before has the focus again.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => button.focus());
  return button;
}

/** The first cell of a row is its heading; on a phone every cell is preceded by that of its column. */
function cell(text, column, headings) {
  const attributes = column === 0 ? { scope: "row" } : { "data-heading": headings[column] };
  return element(column === 0 ? "th" : "td", attributes, isolated(text));
}
