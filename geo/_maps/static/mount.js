// The map: mount(element, payload, hooks) fills an element with everything. It knows nothing of folium.

import { AreaLayer, areaNames, gatherAreas, isCoarse } from "./areas.js";
import { Basemap } from "./basemap.js";
import { makeSpotLayer } from "./canvas.js";
import { Chosen } from "./chosen.js";
import { element } from "./dom.js";
import { Facets } from "./facets.js";
import { applyFilter, seenRows } from "./filter.js";
import { findAt } from "./find.js";
import { furnish } from "./furnish.js";
import { Pin } from "./goto.js";
import { Graticule } from "./graticule.js";
import { Grounds } from "./grounds.js";
import { zoomInto } from "./grouping.js";
import { Labels } from "./labels.js";
import { preferred, useLanguage } from "./lang.js";
import { GRATICULE, isShown, listLayers } from "./layers.js";
import { commonCircles } from "./measured.js";
import { Measuring } from "./measuring.js";
import { mapNames } from "./names.js";
import { nearTargets, PIN } from "./nearness.js";
import { Pointer } from "./pointer.js";
import { addReadout } from "./readout.js";
import { Sheet } from "./sheet.js";
import { Spots } from "./spots.js";
import { noFilter, readState, untouched, writeState } from "./state.js";
import { printOnOneSheet, takeSnapshot } from "./take.js";
import { Theme } from "./theme.js";
import { frameView, stayStill } from "./view.js";

const LEAST_TO_GROUP = 20;
const ADDRESS_MS = 200;
const SEARCH_MS = 150;
const NARROW = "(max-width: 640px)";
const STILL = "(prefers-reduced-motion: reduce)";

class IncidentMap {
  constructor(host, payload, hooks) {
    const { leaflet } = hooks;
    Object.assign(this, { host, payload, hooks, leaflet, stack: null });
    this.few = payload.count <= payload.few;
    payload.facets = new Facets(payload);
    this.layers = listLayers(payload);
    this.current = this.readAddress();
    this.speak(this.current.language);
    this.stage = element("div", { class: "geo-stage", role: "region" });
    this.panelNode = element("aside", { class: "geo-panel", tabindex: "0" });
    this.sheet = new Sheet(host, () => this.map?.invalidateSize({ animate: false }));
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
    this.areas = new AreaLayer(leaflet, this.map, gatherAreas(payload));
    const { lon } = payload.columns;
    this.spots = new Spots(payload.columns, payload.count, (row) => (lon?.at(row) ?? null) !== null && !isCoarse(payload.columns, row, payload.coarse_m));
    // Fewer are told apart at one glance.
    this.canGroup = this.spots.length > LEAST_TO_GROUP;
    this.current.grouped &&= this.canGroup;
    this.spotLayer = makeSpotLayer(leaflet, this.map, this.spots);
    this.pin = new Pin(leaflet, this.map);
    this.labels = new Labels(leaflet, this.map);
    this.labels.setCrowd(this.spotLayer);
    this.circles = commonCircles(payload);
    this.drawn.circles = this.circles.rows;
    this.measuring = new Measuring(leaflet, this.map, this.stage, { labels: this.labels, onChange: (active) => {
      this.tools.draw(this.current, active);
      if (!active) this.tools.measure.focus();
    } });
    this.readout = addReadout(leaflet, this.map);
    this.pointer = new Pointer(this.map, this.stage, { find: (point) => this.find(point), choose: (found) => this.choose(found), titles: payload.titles });
    this.chosen = new Chosen(this);
    furnish(this);
    this.start();
    printOnOneSheet(this);
    hooks.address?.listen?.(() => this.restore());
  }

  /** What the address tells, or the untouched state. */
  readAddress() {
    const { payload, hooks } = this;
    const state = readState(hooks.address?.read() ?? "", {
      count: payload.count, claims: payload.claims.length, options: payload.options, facet: (key) => payload.facets.get(key),
      targets: (pin) => nearTargets(payload, pin), layers: this.layers.map(({ key }) => key), grounds: payload.online.map(({ name }) => name),
    });
    if (payload.count === 1) state.selected = 0;
    return state;
  }

  /** Follows an address that the reader pastes over this one. */
  restore() {
    clearTimeout(this.searching);
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

  /** Shows the first state. */
  start() {
    const told = this.current;
    this.theme.use(told.theme);
    this.grounds.choose(told.ground);
    this.useLayers();
    this.spotLayer.setGrouped(told.grouped);
    this.filter();
    this.chosen.show({ move: told.view === null && told.selected !== null });
    if (told.view) this.map.setView([told.view.lat, told.view.lon], told.view.zoom, { animate: false });
    this.map.on("moveend", () => {
      const { lat, lng: lon } = this.map.getCenter();
      this.current.view = { lon, lat, zoom: this.map.getZoom() };
      this.tell();
    });
  }

  handle() {
    return {
      map: this.map,
      drawn: this.drawn,
      select: (row, options) => this.select(row, options),
      state: () => copy(this.state()),
      setState: (part) => this.setState(part),
      seen: () => this.seen,
      snapshot: (options) => takeSnapshot(this, options),
    };
  }

  state() {
    const { lat, lng: lon } = this.map.getCenter();
    return { ...this.current, view: { lon, lat, zoom: this.map.getZoom() } };
  }

  /** Changes a part of the state; everything that depends on it follows. */
  setState(part) {
    const before = this.current;
    // A filter that is told in part is as it was for the rest.
    this.current = { ...before, ...part, filter: { ...before.filter, ...part.filter } };
    const has = (...names) => names.some((name) => part[name] !== undefined);
    if (has("pin") && this.current.filter.near?.what === PIN) this.current.filter.near = part.pin ? this.current.filter.near : null;
    if (part.view) this.map.setView([part.view.lat, part.view.lon], part.view.zoom, { animate: false });
    if (has("language")) {
      this.speak(part.language);
      furnish(this);
    }
    if (has("theme")) this.theme.use(part.theme);
    if (has("ground")) this.grounds.choose(part.ground);
    if (has("layers", "language")) this.useLayers();
    if (has("grouped")) {
      this.current.grouped &&= this.canGroup;
      this.spotLayer.setGrouped(this.current.grouped);
      this.labels.place();
    }
    if (has("filter", "time", "pin", "language")) this.filter();
    else if (has("layers", "grouped", "table")) this.paint();
    // On a phone the table needs the room of the sheet.
    if (has("table") && matchMedia(NARROW).matches) this.sheet.use(part.table ? "low" : "half");
    if (has("selected", "filter", "time", "claim", "rings", "language")) this.chosen.show({ move: has("claim") && part.claim !== null, before: before.selected });
    this.tell();
  }

  select(row, { move = true } = {}) {
    const before = this.current.selected;
    if (row === null || !this.stack?.rows.includes(row)) this.stack = null;
    this.current = { ...this.current, selected: row };
    this.chosen.show({ move, before });
    this.tell();
  }

  toggle(name, text, hide) {
    const { [name]: hidden = [], ...others } = this.current.filter.hidden;
    const now = hide ? [...hidden, text] : hidden.filter((each) => each !== text);
    this.setState({ filter: { hidden: now.length ? { ...others, [name]: now } : others } });
  }

  clearFilters() {
    clearTimeout(this.searching);
    this.setState({ filter: noFilter(), time: null });
    this.panelNode.focus({ preventScroll: true });
  }

  /** Searches when the reader has paused; the first search of many rows takes a moment. */
  searchLater(text) {
    clearTimeout(this.searching);
    this.searching = setTimeout(() => this.setState({ filter: { text } }), SEARCH_MS);
  }

  /** Counts and draws what is seen now. */
  filter() {
    const { mask, count } = applyFilter(this.payload, this.current);
    Object.assign(this, { mask, seen: count });
    if (this.current.selected !== null && !mask[this.current.selected]) this.current.selected = null;
    this.rows = seenRows(mask, count);
    this.stack = null;
    this.spots.count(mask);
    this.paint();
    this.panel.showCount(count, writeState({ ...untouched(), filter: this.current.filter, time: this.current.time }) !== "");
  }

  useLayers() {
    const { layers } = this.current;
    this.basemap.useLayers(layers);
    this.graticule.show(isShown(layers, GRATICULE));
    this.labels.setNames(mapNames(this.payload, (name) => isShown(layers, name)));
  }

  /** Draws what is seen in the colours of the time. */
  paint() {
    this.areas.draw(this.mask);
    this.spotLayer.redraw();
    this.paintPanel();
    this.tabulate();
    this.tools.draw(this.current, this.measuring.active);
    this.pin.draw(this.current.pin);
    // Of few incidents each area is named together with what was measured.
    this.labels.setAreas(this.few ? [] : areaNames(this.areas.areas));
  }

  tabulate() {
    const { table, selected } = this.current;
    this.table.update({ shown: table && this.payload.count > 1, rows: this.rows, mask: this.mask, selected });
  }

  repaint() {
    if (!this.mask) return;
    this.basemap.draw();
    this.graticule.draw();
    this.measuring.draw();
    this.paint();
    this.chosen.draw();
  }

  /** What is seen at a point of the stage, { rows, where }, or null. */
  find(point) {
    return this.measuring.active ? null : findAt(this, point);
  }

  choose(found) {
    if (found.where === "near" && zoomInto(this.leaflet, this.map, found.box)) return;
    const rows = found.rows();
    if (rows.length === 1) {
      this.select(rows[0], { move: false });
      return;
    }
    this.stack = { ...found, rows, count: rows.length };
    this.current.selected = null;
    this.chosen.show({ move: false });
    this.panelNode.querySelector(".geo-back")?.focus();
    this.tell();
  }

  /** Lets the address and whoever listens know. */
  tell() {
    const state = this.state();
    this.hooks.onChange?.(copy(state));
    if (!this.hooks.address || this.telling) return;
    // Browsers let an address change only so often.
    this.telling = true;
    setTimeout(() => {
      this.telling = false;
      this.hooks.address.write(this.address());
    }, ADDRESS_MS);
  }

  /** The state as the end of an address. */
  address() {
    const now = this.state();
    return writeState(this.payload.count === 1 ? { ...now, selected: null } : now);
  }
}

/** A state is plain data: what others do to their copy changes nothing here. */
function copy(state) {
  return JSON.parse(JSON.stringify(state));
}

/**
 * Fills an element with the map.
 *
 * `payload` is what geo/_maps/payload.py tells, with its columns read (columns.js). `hooks`: `leaflet`; `map`, a
 * Leaflet map to use; `address`, { read(), write(text), whole(text), listen(change) }, where the state is kept between visits;
 * `onChange(state)`, called after every change. Returns { map, state(), setState(part), select(row), drawn }.
 */
export function mount(host, payload, hooks) {
  return new IncidentMap(host, payload, hooks).handle();
}
