// Rings round the chosen incident: all places at a distance, on the ellipsoid.

import { element } from "./dom.js";
import { geodesicCircle } from "./geodesic.js";
import { language, number, say } from "./lang.js";
import { unroundedPolygon } from "./shapes.js";
import { readRings } from "./state.js";
import { colour } from "./style.js";

const USUAL_KM = [5, 10, 25, 50];

/** Draws the rings; returns their shapes and labels. */
export function drawRings(leaflet, layer, { lon, lat }, radii) {
  const Ring = unroundedPolygon(leaflet);
  const found = radii.map((km) => ({ km, points: geodesicCircle(lon, lat, km * 1000) }));
  for (const { points } of found) {
    new Ring(points, { color: colour.borderLine, weight: 1.2, opacity: 0.85, fill: false, smoothFactor: 0, interactive: false, className: "geo-ring" }).addTo(layer);
  }
  const labels = found.map(({ km, points }) => ({ text: say("{number} km", { number: number(km, { maximumFractionDigits: 3 }) }), line: [points[0], points[45], points[315], points[180], points[90], points[270]], kind: "ring", spacing: 2 }));
  return { shown: found.map(({ points }) => ({ name: "ring", points })), labels };
}

/** The part of the panel that asks for rings; `onRings` gets radii in km, or null. */
export function ringControl({ rings, vague, onRings }) {
  const box = element("input", { type: "checkbox", class: "geo-rings", checked: rings !== null });
  const radii = element("input", { type: "text", class: "geo-radii", inputmode: "decimal", value: (rings ?? USUAL_KM).map((km) => number(km, { maximumFractionDigits: 3, useGrouping: false })).join(language.code === "ru" ? "; " : ", "), "aria-label": say("Radii of the rings in kilometres"), maxlength: "60" });
  const told = element("p", { class: "geo-small", role: "status" });
  const change = () => {
    const found = readRings(radii.value);
    told.textContent = found ? (vague ? say("The rings are round the middle of the circle; the incident may be anywhere in it.") : "") : say("Write radii in kilometres, such as 5, 10, 25.");
    if (found || !box.checked) onRings(box.checked ? found : null);
  };
  if (rings && vague) told.textContent = say("The rings are round the middle of the circle; the incident may be anywhere in it.");
  box.addEventListener("change", change);
  radii.addEventListener("change", () => {
    box.checked = true;
    change();
  });
  return element("div", { class: "geo-ring-control" }, element("label", { class: "geo-check" }, box, element("span", {}, say("Range rings, km"))), radii, told);
}
