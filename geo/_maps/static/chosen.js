// What is shown of the chosen incident, or of all: lines, circles, rings, a claim on the map; list or facts beside it.

import { claimCards, drawClaim } from "./claims.js";
import { detailOf } from "./detail.js";
import { toldOf } from "./find.js";
import { filterWords } from "./filter_words.js";
import { drawMeasured } from "./measured.js";
import { counted } from "./panel.js";
import { drawRings } from "./rings.js";

// Map names keep clear of the symbols of so many spots.
const OBSTACLE_SPOTS = 50;
const SPOT_ROOM = 8;
const CLOSEST = 9;

export class Chosen {
  /** `map` is the whole (mount.js). */
  constructor(map) {
    this.map = map;
    this.claimed = map.leaflet.layerGroup().addTo(map.map);
    this.measured = map.leaflet.layerGroup().addTo(map.map);
  }

  /** Shows the chosen incident, or the list of all that are seen. */
  show({ move, before = null }) {
    const { map } = this;
    const { selected: row } = map.current;
    const { shown, told } = this.draw();
    map.tabulate();
    if (row === null) this.showList(before);
    else this.showIncident(row);
    const place = row === null ? null : this.placeOf(row);
    if (move && !map.few && (shown.length > 0 || place)) this.moveTo(shown, row);
    else if (move && told.length) map.map.fitBounds(map.leaflet.latLngBounds([place, ...told.flat()].filter(Boolean)).pad(0.2), { animate: false });
  }

  /** Draws lines, circles, rings and what a claim was measured against, in the colours of the time. */
  draw() {
    const { map } = this;
    const { selected: row, rings, claim } = map.current;
    const own = row !== null ? [row] : map.few ? [...map.rows] : [];
    const common = map.circles.rows.filter((each) => map.mask[each]);
    const { shown, labels } = drawMeasured(map.leaflet, this.measured, map.payload, map.areas.of, own, common);
    const place = row === null ? null : this.placeOf(row);
    if (rings && place) {
      const found = drawRings(map.leaflet, this.measured, { lat: place[0], lon: place[1] }, rings);
      labels.push(...found.labels);
      shown.push(...found.shown.map((each) => ({ row, ...each })));
    }
    this.claimed.clearLayers();
    const told = claim === null ? [] : drawClaim(map.leaflet, this.claimed, map.payload.claims[claim], (pair) => map.basemap.linesOf(pair));
    map.drawn.shown = shown;
    map.labels.setOwn(labels, [...this.endsOf(shown), ...this.symbols()]);
    return { shown, told };
  }

  showList(before) {
    const { map } = this;
    const node = map.panelNode;
    const inside = node.contains(document.activeElement);
    const focused = document.activeElement?.closest(".geo-foot, .geo-controls, .geo-claims");
    if (map.stack) map.panel.showList(map.stack.rows, toldOf(map.stack), { back: true });
    else map.panel.showList(map.rows, counted(map.seen), { words: filterWords(map.payload, map.current) });
    if (!focused) (map.table.button(before) ?? node.querySelector(`[data-row="${before}"]`) ?? (inside ? node : null))?.focus({ preventScroll: before === null });
  }

  showIncident(row) {
    const { map } = this;
    const node = map.panelNode;
    const kept = ["geo-radii", "geo-rings", "geo-claim-show", "geo-step"].find((name) => document.activeElement?.classList.contains(name));
    const place = document.activeElement?.dataset.claim ?? document.activeElement?.dataset.step;
    const top = kept && kept !== "geo-step" ? node.scrollTop : 0;
    map.panel.showIncident(row, map.stack ?? { rows: map.rows, where: "all" });
    const again = kept && [...node.querySelectorAll(`.${kept}`)].find((each) => place === undefined || place === (each.dataset.claim ?? each.dataset.step));
    (again && !again.disabled ? again : node.querySelector(".geo-incident"))?.focus({ preventScroll: true });
    node.scrollTop = top;
  }

  /** What belongs to the facts of a row. */
  sheetOf(row) {
    const { map } = this;
    return detailOf(map.payload, row, { state: map.current, onClaim: (claim) => map.setState({ claim }), onRings: (rings) => map.setState({ rings }) });
  }

  reportClaims() {
    const { map } = this;
    return claimCards(map.payload, null, { chosen: map.current.claim, onChoose: (claim) => map.setState({ claim }) });
  }

  /** Moves the map to all that is seen. */
  zoomToSeen() {
    const { map } = this;
    const places = [...map.rows].map((row) => this.placeOf(row)).filter(Boolean);
    for (const { shown, box: [west, south, east, north] } of map.areas.areas) if (shown > 0) places.push([south, west], [north, east]);
    if (places.length) map.map.fitBounds(map.leaflet.latLngBounds(places).pad(0.1), { maxZoom: CLOSEST, animate: false });
  }

  endsOf(shown) {
    const lines = shown.filter(({ name }) => name === "border" || name === "city");
    return lines.flatMap(({ points }) => [points[0], points.at(-1)]).map(([lat, lon]) => [lat, lon, SPOT_ROOM + 1]);
  }

  symbols() {
    const { map } = this;
    if (map.spots.length > OBSTACLE_SPOTS) return [];
    return [...map.spots.order].map((spot) => [map.spots.lat[spot], map.spots.lon[spot], SPOT_ROOM]);
  }

  placeOf(row) {
    const { map } = this;
    const [lat, lon] = ["lat", "lon"].map((name) => map.payload.columns[name]?.at(row) ?? null);
    return lat === null ? null : [lat, lon];
  }

  /** Moves the map so that the incident and what is measured from it are seen. */
  moveTo(shapes, row) {
    const { map } = this;
    const whole = ["circle", "area", "ring"];
    const points = shapes.flatMap(({ name, points: all }) => (whole.includes(name) ? all : [all[0], all.at(-1)]));
    const bounds = map.leaflet.latLngBounds([this.placeOf(row), ...points].filter(Boolean));
    map.map.fitBounds(bounds.pad(0.25), { maxZoom: CLOSEST, animate: false });
  }
}
