// The map: mount(element, payload, hooks) fills an element with everything. It knows nothing of folium.

import { AreaLayer, areaNames, gatherAreas, isCoarse } from "./areas.js";
import { Basemap } from "./basemap.js";
import { makeSpotLayer, spotAt } from "./canvas.js";
import { disputesButton } from "./disputes.js";
import { element } from "./dom.js";
import { applyFilter, countOptions } from "./filter.js";
import { Grounds } from "./grounds.js";
import { Labels } from "./labels.js";
import { Legend } from "./legend.js";
import { commonCircles, drawMeasured } from "./measured.js";
import { mapNames } from "./names.js";
import { buildPanel, counted } from "./panel.js";
import { Pointer } from "./pointer.js";
import { Spots } from "./spots.js";
import { readState, untouched, writeState } from "./state.js";
import { printOnOneSheet, takeSnapshot } from "./take.js";
import { Theme } from "./theme.js";
import { frameView } from "./view.js";

// Map names keep clear of the symbols of so many spots.
const OBSTACLE_SPOTS = 50;
const SPOT_ROOM = 8;
const ADDRESS_MS = 200;
const SEARCH_MS = 150;

class IncidentMap {
  constructor(host, payload, hooks) {
    const { leaflet } = hooks;
    Object.assign(this, { host, payload, hooks, leaflet });
    this.few = payload.count <= payload.few;
    this.stage = element("div", { class: "geo-stage", role: "region", "aria-label": "Map" });
    this.panel = element("aside", { class: "geo-panel", "aria-label": "Incidents", tabindex: "0" });
    host.replaceChildren(this.panel, this.stage);
    this.map = hooks.map ?? leaflet.map(this.stage.appendChild(element("div", { class: "geo-canvas" })), { zoomSnap: 0 });
    if (hooks.map) this.stage.append(this.map.getContainer());
    this.theme = new Theme(host, () => this.repaint());
    this.theme.onToggle = (theme) => this.setState({ theme });
    frameView(leaflet, this.map, payload);
    this.basemap = new Basemap(leaflet, this.map, payload.sheets, payload.kinds);
    this.grounds = new Grounds(leaflet, this.map, this.basemap, payload.online, (ground) => this.setState({ ground }));
    this.areas = new AreaLayer(leaflet, this.map, gatherAreas(payload));
    const { lon } = payload.columns;
    this.spots = new Spots(payload.columns, payload.count, (row) => (lon?.at(row) ?? null) !== null && !isCoarse(payload.columns, row, payload.coarse_m));
    this.spotLayer = makeSpotLayer(leaflet, this.map, this.spots);
    this.measured = leaflet.layerGroup().addTo(this.map);
    this.labels = new Labels(leaflet, this.map);
    this.labels.setCrowd(this.spots);
    this.labels.setNames(mapNames(payload));
    this.circles = commonCircles(payload);
    this.drawn = this.basemap.drawn;
    this.drawn.circles = this.circles.rows;
    this.coarse = this.countCoarse();
    this.legend = new Legend(payload, {
      drawn: this.drawn, areas: this.areas.areas, spots: this.spots, circles: this.circles, disputes: disputesButton(host, payload.disputes),
      onToggle: (name, text, hide) => this.toggle(name, text, hide),
      onSearch: (text) => this.searchLater(text),
      onTime: (time) => this.setState({ time }),
      onPrecise: (precise) => this.setState({ filter: { ...this.current.filter, precise } }),
    });
    const foot = [this.grounds.node, this.theme.button].filter(Boolean);
    this.legend.node.prepend(...foot);
    Object.assign(this, buildPanel(this.panel, payload, this.legend, (row) => this.select(row)));
    this.pointer = new Pointer(this.map, this.stage, { find: (point) => this.find(point), choose: (rows, where) => this.choose(rows, where), titles: payload.titles });
    this.start();
    printOnOneSheet(this);
  }

  /** Shows the state that the address tells, or the untouched one. */
  start() {
    const { payload, hooks } = this;
    const told = readState(hooks.address?.read() ?? "", { count: payload.count, options: payload.options, grounds: this.grounds.names });
    this.current = { ...untouched(), ...told };
    if (payload.count === 1) this.current.selected = 0;
    if (told.view) this.map.setView([told.view.lat, told.view.lon], told.view.zoom, { animate: false });
    this.theme.use(told.theme);
    this.grounds.choose(told.ground);
    this.filter();
    this.show({ move: told.view === null && told.selected !== null });
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
    if (part.view) this.map.setView([part.view.lat, part.view.lon], part.view.zoom, { animate: false });
    if (part.theme !== undefined) this.theme.use(part.theme);
    if (part.ground !== undefined) this.grounds.choose(part.ground);
    if (part.filter !== undefined || part.time !== undefined) this.filter();
    if (part.selected !== undefined || part.filter !== undefined || part.time !== undefined) this.show({ move: false, before: before.selected });
    this.tell();
  }

  select(row, { move = true } = {}) {
    const before = this.current.selected;
    this.current = { ...this.current, selected: row };
    this.show({ move, before });
    this.tell();
  }

  toggle(name, text, hide) {
    const { [name]: hidden = [], ...others } = this.current.filter.hidden;
    const now = hide ? [...hidden, text] : hidden.filter((each) => each !== text);
    const all = now.length ? { ...others, [name]: now } : others;
    this.setState({ filter: { ...this.current.filter, hidden: all } });
  }

  /** Searches when the reader has paused; the first search of many rows takes a moment. */
  searchLater(text) {
    clearTimeout(this.searching);
    this.searching = setTimeout(() => this.setState({ filter: { ...this.current.filter, text } }), SEARCH_MS);
  }

  /** Counts and draws what is seen now. */
  filter() {
    const { mask, count } = applyFilter(this.payload, this.current);
    Object.assign(this, { mask, seen: count });
    if (this.current.selected !== null && !mask[this.current.selected]) this.current.selected = null;
    this.rows = seenRows(mask, count);
    this.spots.count(mask);
    this.paint();
    this.showCount(count);
  }

  /** Draws what is seen in the colours of the time. */
  paint() {
    this.areas.draw(this.mask);
    this.spotLayer.redraw();
    const state = this.current;
    this.legend.draw({ state, counts: countOptions(this.payload, state, "category"), coarse: this.coarse, timeless: state.time ? applyFilter(this.payload, { ...state, time: null }).mask : this.mask });
    // Of few incidents each area is named together with what was measured.
    this.labels.setAreas(this.few ? [] : areaNames(this.areas.areas));
  }

  repaint() {
    if (!this.mask) return;
    this.basemap.draw();
    this.paint();
    this.show({ move: false });
  }

  /** Shows the chosen incident, or the list of all that are seen. */
  show({ move, before = null }) {
    const { selected: row } = this.current;
    const result = this.drawOwn();
    if (row === null) {
      const inside = this.panel.contains(document.activeElement);
      const focused = document.activeElement?.closest(".geo-foot, .geo-controls");
      this.showList(this.rows, counted(this.seen));
      if (!focused) (this.panel.querySelector(`[data-row="${before}"]`) ?? (inside ? this.panel : null))?.focus({ preventScroll: before === null });
      return;
    }
    this.showIncident(row);
    this.panel.querySelector(".geo-incident")?.focus({ preventScroll: true });
    if (move && !this.few && (result.shown.length > 0 || this.placeOf(row))) this.moveTo(result.shown, row);
  }

  /** Draws what is measured from the chosen incident, or from each of few. */
  drawOwn() {
    const { selected: row } = this.current;
    const own = row !== null ? [row] : this.few ? [...this.rows] : [];
    const common = this.circles.rows.filter((each) => this.mask[each]);
    const result = drawMeasured(this.leaflet, this.measured, this.payload, this.areas.of, own, common);
    this.drawn.shown = result.shown;
    this.labels.setOwn(result.labels, [...this.endsOf(result.shown), ...this.symbols()]);
    return result;
  }

  endsOf(shown) {
    const lines = shown.filter(({ name }) => name === "border" || name === "city");
    return lines.flatMap(({ points }) => [points[0], points.at(-1)]).map(([lat, lon]) => [lat, lon, SPOT_ROOM + 1]);
  }

  symbols() {
    if (this.spots.length > OBSTACLE_SPOTS) return [];
    return [...this.spots.order].map((spot) => [this.spots.lat[spot], this.spots.lon[spot], SPOT_ROOM]);
  }

  placeOf(row) {
    const [lat, lon] = ["lat", "lon"].map((name) => this.payload.columns[name]?.at(row) ?? null);
    return lat === null ? null : [lat, lon];
  }

  /** Moves the map so that the incident and what is measured from it are seen. */
  moveTo(shapes, row) {
    const points = shapes.flatMap(({ name, points: all }) => (name === "circle" || name === "area" ? all : [all[0], all.at(-1)]));
    const bounds = this.leaflet.latLngBounds([this.placeOf(row), ...points].filter(Boolean));
    this.map.fitBounds(bounds.pad(0.25), { maxZoom: 9, animate: false });
  }

  /** The seen rows at a point of the stage, and in words where that is; or null. */
  find(point) {
    const spot = spotAt(this.map, this.spots, point);
    if (spot !== null) return { rows: this.spots.rows(spot, this.mask), where: "at this spot" };
    const area = this.areas.at(this.map.containerPointToLatLng(point));
    return area && { rows: area.rows.filter((row) => this.mask[row]), where: "in this area" };
  }

  choose(rows, where) {
    if (rows.length === 1) this.select(rows[0], { move: false });
    else this.showList(rows, `${counted(rows.length)} ${where}`, { back: true });
  }

  countCoarse() {
    const { columns: { extent_m: extent }, count, town_m: town } = this.payload;
    let coarse = 0;
    if (!extent) return coarse;
    for (let row = 0; row < count; row++) if ((extent.at(row) ?? 0) > town) coarse += 1;
    return coarse;
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
      const now = this.state();
      this.hooks.address.write(writeState(this.payload.count === 1 ? { ...now, selected: null } : now));
    }, ADDRESS_MS);
  }
}

/** The numbers of the rows that are seen. */
function seenRows(mask, count) {
  const rows = new Uint32Array(count);
  let found = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row]) rows[found++] = row;
  return rows;
}

/** A state is plain data: what others do to their copy changes nothing here. */
function copy(state) {
  return JSON.parse(JSON.stringify(state));
}

/**
 * Fills an element with the map.
 *
 * `payload` is what geo/_maps/payload.py tells, with its columns read (columns.js). `hooks`: `leaflet`; `map`, a
 * Leaflet map to use; `address`, { read(), write(text) }, where the state is kept between visits;
 * `onChange(state)`, called after every change. Returns { map, state(), setState(part), select(row), drawn }.
 */
export function mount(host, payload, hooks) {
  return new IncidentMap(host, payload, hooks).handle();
}
