// A map of cells: as mount.js, but what it shows are counts, and no incident is in it.

import { Basemap } from "./basemap.js";
import { CellCounts, findBreaks } from "./cell_counts.js";
import { CellLayer } from "./cell_layer.js";
import { CellPanel } from "./cell_panel.js";
import { CellTime, timeWords } from "./cell_time.js";
import { cellName, cellSubtitle, describeApart, describeCells } from "./cell_words.js";
import { cellsAsCsv } from "./cells_away.js";
import { disputesButton } from "./disputes.js";
import { element } from "./dom.js";
import { switches, zoomWords } from "./furnish.js";
import { Pin } from "./goto.js";
import { Graticule } from "./graticule.js";
import { Grounds } from "./grounds.js";
import { Labels } from "./labels.js";
import { number, preferred, say, sayCount, useLanguage } from "./lang.js";
import { GRATICULE, isShown, listLayers } from "./layers.js";
import { groundLegend } from "./legend.js";
import { Measuring } from "./measuring.js";
import { mapNames } from "./names.js";
import { titleOf } from "./panel.js";
import { Pointer } from "./pointer.js";
import { addReadout } from "./readout.js";
import { fileName, saveFile } from "./save.js";
import { Sheet } from "./sheet.js";
import { snapshotBlob } from "./snapshot.js";
import { noFilter, readState, writeState } from "./state.js";
import { printOnOneSheet, takeSnapshot } from "./take.js";
import { Theme } from "./theme.js";
import { Tools } from "./tools.js";
import { frameView, stayStill } from "./view.js";

const ADDRESS_MS = 200;
const STILL = "(prefers-reduced-motion: reduce)";
const CLOSEST = 9;

class CellMap {
  constructor(host, payload, hooks) {
    const { leaflet } = hooks;
    Object.assign(this, { host, payload, hooks, leaflet });
    this.layers = listLayers(payload);
    this.current = this.readAddress();
    this.speak(this.current.language);
    this.stage = element("div", { class: "geo-stage", role: "region" });
    this.panelNode = element("aside", { class: "geo-panel", tabindex: "0" });
    this.sheet = new Sheet(host, () => this.map?.invalidateSize({ animate: false }));
    host.classList.add("geo-celled");
    host.replaceChildren(this.sheet.handle, this.panelNode, this.stage);
    this.map = hooks.map ?? leaflet.map(this.stage.appendChild(element("div", { class: "geo-canvas" })), { zoomSnap: 0 });
    if (hooks.map) this.stage.append(this.map.getContainer());
    if (matchMedia(STILL).matches) stayStill(this.map);
    this.theme = new Theme(host, () => this.repaint());
    this.theme.onToggle = (theme) => this.setState({ theme });
    frameView(leaflet, this.map, payload);
    this.basemap = new Basemap(leaflet, this.map, payload.sheets, payload.kinds);
    this.drawn = this.basemap.drawn;
    this.grounds = new Grounds(leaflet, this.map, this.basemap, payload.online, (ground) => this.setState({ ground }));
    this.graticule = new Graticule(leaflet, this.map, this.stage);
    this.counts = new CellCounts(payload);
    this.cells = new CellLayer(leaflet, this.map, payload);
    this.pin = new Pin(leaflet, this.map);
    this.labels = new Labels(leaflet, this.map);
    this.measuring = new Measuring(leaflet, this.map, this.stage, { labels: this.labels, onChange: (active) => {
      this.tools.draw(this.current, active);
      if (!active) this.tools.measure.focus();
    } });
    this.readout = addReadout(leaflet, this.map);
    this.pointer = new Pointer(this.map, this.stage, { find: (point) => this.find(point), choose: ({ cell }) => this.select(cell, { move: false }), titles: { at: (cell) => this.flagOf(cell) } });
    // What take.js asks of a map.
    this.chosen = { draw: () => this.cells.mark(this.current.selected) };
    this.furnish();
    this.start();
    printOnOneSheet(this);
    hooks.address?.listen?.(() => this.restore());
  }

  /** What the address tells; a cell is called one there. */
  readAddress() {
    const { payload, hooks } = this;
    const text = (hooks.address?.read() ?? "").replace(/(^|[#&])cell=/, "$1incident=");
    return readState(text, { count: payload.count, layers: this.layers.map(({ key }) => key), grounds: payload.online.map(({ name }) => name) });
  }

  restore() {
    const { language, ...state } = this.readAddress();
    this.setState(language === this.current.language ? state : { ...state, language });
  }

  /** Takes a language into use: the reader's choice, else the author's, else the browser's. */
  speak(chosen) {
    const code = chosen ?? this.payload.language ?? preferred(navigator.languages ?? [navigator.language]);
    useLanguage(code);
    if (this.hooks.address) document.documentElement.lang = code;
    this.host.lang = code;
  }

  /** Makes everything with words in it, in the language in use. */
  furnish() {
    const { payload, host, stage, panelNode } = this;
    stage.setAttribute("aria-label", say("Map"));
    panelNode.setAttribute("aria-label", say("Cells with incidents"));
    this.time = new CellTime(payload, this.counts, (time) => this.setState({ time }));
    this.legend = element("ul", { class: "geo-legend" });
    this.grounds.build();
    this.theme.describe();
    const box = element("details", { class: "geo-legend-box" }, element("summary", {}, element("h3", {}, say("Legend"))), this.legend);
    const worldview = element("p", { class: "geo-small geo-worldview" }, say(payload.disputes.worldview));
    const ground = element("section", { class: "geo-foot" }, ...[this.grounds.node, switches(this), box, disputesButton(host, payload.disputes), worldview].filter(Boolean));
    this.panel = new CellPanel(panelNode, payload, this.counts, { time: this.time, ground, onSelect: (cell) => this.select(cell), onClear: () => this.clearFilters() });
    this.tools?.node.remove();
    this.tools = new Tools(this.acts());
    stage.append(this.tools.node);
    this.measuring.furnish();
    this.readout.refresh();
    this.sheet.use(this.sheet.height);
    zoomWords(this.map);
  }

  acts() {
    const { hooks } = this;
    return {
      layers: this.layers,
      state: () => this.current,
      seen: () => this.panel.told.textContent,
      setState: (part) => this.setState(part),
      pin: (pin) => {
        const problem = pin && this.pin.problemWith(pin);
        if (problem) return problem;
        this.setState({ pin });
        if (pin) this.pin.show(pin);
        return null;
      },
      measure: () => this.measuring.toggle(),
      save: (kind) => this.save(kind),
      print: () => window.print(),
      address: hooks.address?.whole ? () => hooks.address.whole(this.address()) : null,
      hasTable: false,
      keptRows: say("Files hold counts: the incidents themselves are not in this page."),
      more: [["csv", say("Cells (CSV)"), say("counts with H3 numbers, for a spreadsheet")]],
    };
  }

  async save(kind) {
    const name = fileName(titleOf(this.payload), kind);
    if (kind === "png") saveFile(name, "image/png", await snapshotBlob(takeSnapshot(this)));
    else saveFile(name, "text/csv;charset=utf-8", cellsAsCsv(this.payload, this.seenCounts));
    return name;
  }

  start() {
    const told = this.current;
    this.theme.use(told.theme);
    this.grounds.choose(told.ground);
    this.useLayers();
    this.filter();
    this.show({ move: told.view === null && told.selected !== null });
    if (told.view) this.map.setView([told.view.lat, told.view.lon], told.view.zoom, { animate: false });
    this.map.on("moveend", () => this.tell());
  }

  handle() {
    return {
      map: this.map, drawn: this.drawn,
      select: (cell, options) => this.select(cell, options),
      state: () => JSON.parse(JSON.stringify(this.state())),
      setState: (part) => this.setState(part),
      seen: () => this.seen,
      snapshot: (options) => takeSnapshot(this, options),
      cells: { counts: () => [...this.seenCounts], breaks: () => this.cells.breaks, nameOf: (cell) => cellName(this.payload, cell), outline: (cell) => this.cells.cornersOf(cell) },
    };
  }

  state() {
    const { lat, lng: lon } = this.map.getCenter();
    return { ...this.current, view: { lon, lat, zoom: this.map.getZoom() } };
  }

  /** Changes a part of the state; everything that depends on it follows. */
  setState(part) {
    this.current = { ...this.current, ...part };
    const has = (...names) => names.some((name) => part[name] !== undefined);
    if (part.view) this.map.setView([part.view.lat, part.view.lon], part.view.zoom, { animate: false });
    if (has("language")) {
      this.speak(part.language);
      this.furnish();
    }
    if (has("theme")) this.theme.use(part.theme);
    if (has("ground")) this.grounds.choose(part.ground);
    if (has("layers", "language")) this.useLayers();
    if (has("time", "language", "filter")) this.filter();
    else if (has("layers", "pin")) this.paint();
    if (has("time", "language", "selected", "filter")) this.show({ move: false });
    this.tell();
  }

  select(cell, { move = true } = {}) {
    const before = this.current.selected;
    this.current = { ...this.current, selected: cell };
    this.show({ move, before });
    this.tell();
  }

  clearFilters() {
    this.setState({ filter: noFilter(), time: null });
    this.panelNode.focus({ preventScroll: true });
  }

  /** Counts and draws what is seen now. */
  filter() {
    this.range = this.time.rangeOf(this.current.time);
    this.seenCounts = this.counts.within(this.range);
    this.seen = this.seenCounts.reduce((sum, count) => sum + count, 0);
    const { selected } = this.current;
    if (selected !== null && this.seenCounts[selected] === 0) this.current.selected = null;
    this.breaks = this.range ? findBreaks(this.seenCounts) : this.payload.bins.breaks;
    this.paint();
    this.time.draw(this.current.time);
  }

  useLayers() {
    const { layers } = this.current;
    this.basemap.useLayers(layers);
    this.graticule.show(isShown(layers, GRATICULE));
    this.labels.setNames(mapNames(this.payload, (name) => isShown(layers, name)));
  }

  /** Draws what is seen in the colours of the time. */
  paint() {
    this.cells.draw(this.seenCounts, this.breaks);
    this.panel.showCounts(this.seenCounts, this.breaks, this.range !== null);
    this.legend.replaceChildren(...groundLegend(this.payload, this.drawn));
    this.tools.draw(this.current, this.measuring.active);
    this.pin.draw(this.current.pin);
  }

  repaint() {
    if (!this.seenCounts) return;
    this.basemap.draw();
    this.graticule.draw();
    this.measuring.draw();
    this.paint();
    this.chosen.draw();
  }

  /** Shows the chosen cell, or the list of all. */
  show({ move, before = null }) {
    const { selected: cell } = this.current;
    const inside = this.panelNode.contains(document.activeElement);
    this.chosen.draw();
    if (cell === null) {
      this.panel.showList(this.seenCounts, this.range);
      if (before !== null && inside) this.panelNode.querySelector(`[data-cell="${before}"]`)?.focus();
      return;
    }
    this.panel.showCell(cell, this.seenCounts[cell], this.range);
    if (inside || before === null) this.panelNode.querySelector(".geo-incident").focus({ preventScroll: true });
    if (move) this.map.fitBounds(this.leaflet.latLngBounds(this.cells.cornersOf(cell)).pad(1.5), { animate: false, maxZoom: CLOSEST });
  }

  /** What is seen at a point of the stage, or null. */
  find(point) {
    if (this.measuring.active) return null;
    const cell = this.cells.at(this.map.containerPointToLatLng(point));
    return cell === null ? null : { count: 1, rows: () => [cell], cell };
  }

  flagOf(cell) {
    return `${sayCount(this.seenCounts[cell], "{count} incident", "{count} incidents")} · ${cellName(this.payload, cell)}`;
  }

  /** What a picture says under its title and below the map. */
  words() {
    const { payload } = this;
    const when = timeWords(payload.bins.unit, this.range);
    const shown = when ? `${say("{number} of {all} incidents shown", { number: number(this.seen), all: number(payload.bins.rows) })}; ${when}` : cellSubtitle(payload);
    return { subtitle: shown, notes: [describeCells(payload), describeApart(payload)], selected: this.current.selected === null ? null : say("Chosen: {title}", { title: this.flagOf(this.current.selected) }) };
  }

  /** Lets the address and whoever listens know. */
  tell() {
    this.hooks.onChange?.(JSON.parse(JSON.stringify(this.state())));
    if (!this.hooks.address || this.telling) return;
    this.telling = true;
    setTimeout(() => {
      this.telling = false;
      this.hooks.address.write(this.address());
    }, ADDRESS_MS);
  }

  address() {
    return writeState(this.state()).replace(/(^|&)incident=/, "$1cell=");
  }
}

/** Fills an element with a map of cells; as mount() of mount.js, with the payload of geo/_maps/binned.py. */
export function mountCells(host, payload, hooks) {
  return new CellMap(host, payload, hooks).handle();
}
