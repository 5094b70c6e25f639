// The tools over the map: layers, go to, measure, save, map or table.

import { copyButton } from "./copying.js";
import { element } from "./dom.js";
import { goToForm } from "./goto.js";
import { later, say } from "./lang.js";
import { layerSwitches } from "./layers.js";
import { Menu } from "./menu.js";

const PICTURE = ["png", later("Picture of this view (PNG)"), later("with title, legend, scale and credits")];
const ROWS = [
  ["csv", later("Table (CSV)"), later("for a spreadsheet")],
  ["geojson", later("GeoJSON"), later("for QGIS and other map programs")],
  ["kml", later("KML"), later("for Google Earth")],
];

/**
 * Builds the tools.
 *
 * `acts`: { layers, state(), seen(), setState(part), pin(place), measure(), save(kind), print(), address(), hasTable, keptRows }.
 * `keptRows` says why rows cannot be saved, or is null; `more` what can be saved in their place: [kind, label, what it is for].
 */
export class Tools {
  constructor(acts) {
    this.acts = acts;
    this.layers = new Menu(say("Layers"), "layers", () => this.fillLayers());
    this.goto = new Menu(say("Go to"), "goto", () => goToForm(acts.state().pin, (pin) => acts.pin(pin)));
    this.save = new Menu(say("Save"), "save", () => this.fillSave());
    this.measure = element("button", { type: "button", class: "geo-tool", "data-tool": "measure", "aria-pressed": "false", onclick: acts.measure }, say("Measure"));
    this.table = element("button", { type: "button", class: "geo-tool", "data-tool": "table", hidden: !acts.hasTable, onclick: () => acts.setState({ table: !acts.state().table }) }, say("Table"));
    this.node = element("div", { class: "geo-tools", role: "group", "aria-label": say("Tools of the map") }, this.layers.node, this.goto.node, this.measure, this.save.node, this.table);
  }

  draw({ table }, measuring) {
    this.table.textContent = say(table ? "Map" : "Table");
    this.measure.setAttribute("aria-pressed", String(measuring));
    if (table) for (const menu of [this.layers, this.goto, this.save]) menu.close();
    for (const each of [this.layers.node, this.goto.node, this.measure]) each.hidden = table;
  }

  fillLayers() {
    const { layers, state, setState } = this.acts;
    return layerSwitches(layers, state().layers, (changed) => setState({ layers: changed }));
  }

  fillSave() {
    const { acts } = this;
    const told = element("p", { class: "geo-small", role: "status" });
    const save = async (kind) => {
      told.textContent = say("Working …");
      // The words are seen before the work begins.
      await new Promise((done) => setTimeout(done, 30));
      try {
        told.textContent = say("Saved as {name}.", { name: await acts.save(kind) });
      } catch (error) {
        told.textContent = say("That did not work: {problem}", { problem: String(error?.message ?? error) });
      }
    };
    const files = [PICTURE, ...(acts.keptRows ? acts.more ?? [] : ROWS)];
    const buttons = files.map(([kind, label, what]) => element("button", { type: "button", class: "geo-file", "data-save": kind, onclick: () => save(kind) }, element("span", { class: "geo-entry" }, say(label)), element("span", { class: "geo-entry-note" }, say(what))));
    const print = element("button", { type: "button", class: "geo-file", "data-save": "print", onclick: () => acts.print() }, element("span", { class: "geo-entry" }, say("Print")), element("span", { class: "geo-entry-note" }, say("map, legend and facts on one page")));
    const link = acts.address ? element("div", { class: "geo-row" }, element("span", {}, say("Link to this view")), copyButton(acts.address, say("Copy the link to this view"))) : null;
    const note = acts.keptRows ? element("p", { class: "geo-small geo-kept-rows" }, acts.keptRows) : element("p", { class: "geo-small" }, say("Files hold the rows that pass the filters. Outlines are simplified; distances may have more digits than are known: mind their bounds and accuracies."));
    return [element("p", { class: "geo-saved-rows" }, acts.seen()), ...buttons, print, link, note, told];
  }
}
