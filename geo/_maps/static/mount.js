// The map as one function. It knows nothing of folium or Python: an element to fill, what to show,
// and the Leaflet to draw with (with a map of it, when the page has made one already).

import { areaNames, drawAreas, gatherAreas } from "./areas.js";
import { drawBasemap } from "./basemap.js";
import { element } from "./dom.js";
import { commonCircles, drawMeasured, drawSpots, gatherSpots, spotsCanvas } from "./incidents.js";
import { Labels } from "./labels.js";
import { buildLegend } from "./legend.js";
import { mapNames } from "./names.js";
import { buildPanel } from "./panel.js";
import { disputesButton } from "./table.js";

const CLOSEST_FIRST_VIEW = 14;
const LEAST_ZOOM = -2;
// The scale bar and the credit stand below the first view, not on it.
const FOOT = 60;
const CREDIT = "\u00a9 OpenStreetMap contributors \u00b7 GeoNames";
// Symbols that no label may cover, while there are so few that labels still find room.
const OBSTACLE_SPOTS = 50;
const SPOT_ROOM = 8;

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
  const map = hooks.map ?? leaflet.map(stage.appendChild(element("div", { class: "geo-canvas" })), { zoomSnap: 0 });
  if (hooks.map) stage.append(map.getContainer());
  const attribution = map.attributionControl ?? leaflet.control.attribution().addTo(map);
  attribution.setPrefix(false).addAttribution(CREDIT);
  map.invalidateSize({ animate: false });
  frame(map, payload, leaflet.point);
  leaflet.control.scale({ position: "bottomright", maxWidth: 110 }).addTo(map);

  const drawn = drawBasemap(leaflet, map, payload.sheets, payload.kinds);
  const spots = gatherSpots(payload);
  const areas = gatherAreas(payload);
  const measured = leaflet.layerGroup().addTo(map);
  const labels = new Labels(leaflet, map);
  const few = payload.titles.length <= payload.few;
  const symbols = spots.length > OBSTACLE_SPOTS ? [] : spots.map((spot) => [spot.lat, spot.lon, SPOT_ROOM]);
  const circles = commonCircles(payload);
  drawn.circles = circles.rows;
  drawn.everyCircle = few || circles.complete;
  const state = { selected: null };
  const all = payload.titles.map((_, row) => row);
  const legend = buildLegend(payload, spots, areas, drawn, disputesButton(host, payload.disputes));
  const { showList, showIncident } = buildPanel(panel, payload, legend, select);

  function select(row, { move = true } = {}) {
    const before = state.selected;
    state.selected = row;
    const rows = row !== null ? [row] : few ? all : [];
    const result = drawMeasured(leaflet, measured, payload, areas, rows, circles.rows);
    const ends = result.shown.filter(({ name }) => name !== "area").flatMap(({ points }) => [points[0], points.at(-1)]);
    const obstacles = ends.map(([lat, lon]) => [lat, lon, 9]);
    drawn.shown = result.shown;
    labels.setOwn(result.labels, [...obstacles, ...symbols]);
    if (row === null) {
      const inside = panel.contains(document.activeElement);
      showList(all, all.length === 1 ? "1 incident" : `${all.length.toLocaleString("en")} incidents`);
      (panel.querySelector(`[data-row="${before}"]`) ?? (inside ? panel : null))?.focus();
      return;
    }
    showIncident(row);
    panel.querySelector(".geo-incident")?.focus({ preventScroll: true });
    if (move && !few && (result.shown.length > 0 || payload.lat[row] !== null)) show(result.shown, row);
  }

  /** Moves the map so that the incident and what is measured from it are seen. */
  function show(shapes, row) {
    const points = shapes.flatMap(({ name, points: all }) => (name === "circle" || name === "area" ? all : [all[0], all.at(-1)]));
    const own = payload.lat[row] === null ? [] : [[payload.lat[row], payload.lon[row]]];
    const bounds = leaflet.latLngBounds([...own, ...points]);
    map.fitBounds(bounds.pad(0.25), { maxZoom: 9, animate: false });
  }

  const choose = (where) => (rows) => {
    if (rows.length === 1) select(rows[0], { move: false });
    else showList(rows, `${rows.length.toLocaleString("en")} incidents ${where}`);
  };
  const renderer = spotsCanvas(leaflet, map);
  drawAreas(leaflet, map, renderer, areas, choose("in this area"));
  drawSpots(leaflet, map, renderer, payload, spots, choose("at this spot"));
  const counts = spots.filter((spot) => spot.rows.length > 1).map((spot) => ({ text: spot.rows.length.toLocaleString("en"), lat: spot.lat, lon: spot.lon, kind: "count", spacing: 0, firm: true }));
  // Of few incidents each area is named together with what was measured.
  labels.setNames([...counts, ...(few ? [] : areaNames(areas)), ...mapNames(payload)]);
  if (all.length === 1) select(0, { move: false });
  else if (all.length > 1) select(null);
  return {
    select,
    drawn,
    map,
    state: () => ({ ...state, lon: map.getCenter().lng, lat: map.getCenter().lat, zoom: map.getZoom() }),
  };
}

/** Shows the first view whole, and keeps the reader within what is drawn. */
function frame(map, { view, limit }, point) {
  const [first, drawn] = [view, limit].map(([west, south, east, north]) => [[south, west], [north, east]]);
  const options = { animate: false, maxZoom: CLOSEST_FIRST_VIEW, paddingTopLeft: [8, 8], paddingBottomRight: [8, FOOT] };
  // Zooms do not snap: the first view fits exactly, and a pan back into the bounds stays a pan. The bounds come
  // after the view: set before, Leaflet would start a pan back from wherever the empty map stood.
  map.options.minZoom = LEAST_ZOOM;
  map.fitBounds(first, options);
  map.setMaxBounds(drawn);
  map.options.maxBoundsViscosity = 1;
  // Whatever the size of the window, the reader can zoom out until the first view is whole again.
  const loosen = () => {
    map.options.minZoom = LEAST_ZOOM;
    const whole = map.getBoundsZoom(first, false, point(16, 8 + FOOT));
    map.setMinZoom(Math.min(whole, map.getBoundsZoom(drawn, true)));
  };
  loosen();
  map.on("resize", loosen);
}
