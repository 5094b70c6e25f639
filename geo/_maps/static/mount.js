// The map as one function. It knows nothing of folium or Python: an element to fill, what to show,
// and the Leaflet to draw with (with a map of it, when the page has made one already).

import { drawBasemap } from "./basemap.js";
import { element } from "./dom.js";
import { drawMeasured, drawSpots, gatherSpots } from "./incidents.js";
import { Labels } from "./labels.js";
import { buildPanel } from "./panel.js";

const CLOSEST_FIRST_VIEW = 14;
const MILLION = 1e6;

/** Reads the payload that an element of the page holds. */
export function readPayload(holder) {
  return JSON.parse(holder.textContent);
}

/** Fills an element with the map; returns { state, select, drawn }. */
export function mount(host, payload, hooks) {
  const { leaflet } = hooks;
  const stage = element("div", { class: "geo-stage", role: "region", "aria-label": "Map" });
  const panel = element("aside", { class: "geo-panel", "aria-label": "Incidents", tabindex: "0" });
  host.replaceChildren(panel, stage);
  const map = hooks.map ?? leaflet.map(stage.appendChild(element("div", { class: "geo-canvas" })), { zoomSnap: 0.25 });
  if (hooks.map) stage.append(map.getContainer());
  const [west, south, east, north] = payload.limit;
  map.attributionControl?.setPrefix(false);
  map.invalidateSize({ animate: false });
  frame(map, payload.view);
  // After framing: set before, Leaflet would start a pan back from wherever the empty map stood.
  map.setMaxBounds([[south, west], [north, east]]);
  map.options.maxBoundsViscosity = 1;
  map.setMinZoom(Math.min(map.getZoom(), map.getBoundsZoom([[south, west], [north, east]], true)));
  leaflet.control.scale({ position: "bottomright", maxWidth: 110 }).addTo(map);

  const drawn = drawBasemap(leaflet, map, payload.sheets, payload.kinds);
  const spots = gatherSpots(payload);
  const measured = leaflet.layerGroup().addTo(map);
  const labels = new Labels(leaflet, map);
  const few = payload.titles.length <= payload.few;
  const state = { selected: null };
  const all = payload.titles.map((_, row) => row);
  const { showList, showIncident } = buildPanel(panel, payload, spots, drawn.kinds, select);

  function select(row, { move = true } = {}) {
    const before = state.selected;
    state.selected = row;
    const rows = row !== null ? [row] : few ? all : [];
    const result = drawMeasured(leaflet, measured, payload, rows);
    const ends = result.shown.flatMap(({ points }) => [points[0], points.at(-1)]);
    const obstacles = ends.map(([lat, lon]) => [lat, lon, 9]);
    drawn.shown = result.shown;
    labels.setOwn(result.labels, obstacles);
    if (row === null) {
      showList(all, all.length === 1 ? "1 incident" : `${all.length.toLocaleString("en")} incidents`);
      panel.querySelector(`[data-row="${before}"]`)?.focus();
      return;
    }
    showIncident(row);
    panel.querySelector(".geo-incident")?.focus({ preventScroll: true });
    if (move && !few && payload.lat[row] !== null) show(result.shown, row);
  }

  /** Moves the map so that the incident and what is measured from it are seen. */
  function show(shapes, row) {
    const points = shapes.flatMap((shape) => [shape.points[0], shape.points.at(-1), ...(shape.name === "circle" ? shape.points : [])]);
    const bounds = leaflet.latLngBounds([[payload.lat[row], payload.lon[row]], ...points]);
    map.fitBounds(bounds.pad(0.25), { maxZoom: 9, animate: false });
  }

  drawSpots(leaflet, map, payload, spots, (rows) => {
    if (rows.length === 1) select(rows[0], { move: false });
    else showList(rows, `${rows.length.toLocaleString("en")} incidents at this spot`);
  });
  const counts = spots.filter((spot) => spot.rows.length > 1).map((spot) => ({ text: spot.rows.length.toLocaleString("en"), lat: spot.lat, lon: spot.lon, kind: "count", spacing: 0, firm: true }));
  labels.setNames([...counts, ...countryNames(payload), ...placeNames(payload)]);
  if (all.length === 1) select(0, { move: false });
  else if (all.length > 1) select(null);
  return {
    select,
    drawn,
    map,
    state: () => ({ ...state, lon: map.getCenter().lng, lat: map.getCenter().lat, zoom: map.getZoom() }),
  };
}

function frame(map, [west, south, east, north]) {
  // The first view fits exactly; only the reader's own steps of zoom snap.
  const { zoomSnap } = map.options;
  map.options.zoomSnap = 0;
  map.fitBounds([[south, west], [north, east]], { animate: false, maxZoom: CLOSEST_FIRST_VIEW, padding: [8, 8] });
  map.options.zoomSnap = zoomSnap;
}

function countryNames(payload) {
  return payload.names.countries.map(([text, , weight, places]) => ({
    text, places, kind: "country", spacing: 6, margin: 8,
    // A small country's name on a map of the world would only hide its neighbours.
    fromZoom: weight > 10 * MILLION ? 0 : weight > MILLION ? 2.5 : 3.5,
  }));
}

function placeNames(payload) {
  return payload.names.places.map(([text, lon, lat, population, capital]) => ({
    text, lon, lat, dot: true, spacing: 5, margin: 4, fromZoom: 3, kind: capital ? "capital" : population >= 50000 ? "city" : "town",
  }));
}
