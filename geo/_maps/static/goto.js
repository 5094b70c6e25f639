// Go to coordinates, in whatever notation the reader has them, and keep a pin there.

import { element } from "./dom.js";
import { measure } from "./geodesic.js";
import { number, say } from "./lang.js";
import { parseCoordinates } from "./notations.js";
import { placeText } from "./readout.js";
import { colour } from "./style.js";

const LEAST_ZOOM = 8;
const DECIMALS = 5;

/** The form; `onPin` gets { lon, lat }, or null, and gives what speaks against it. */
export function goToForm(pin, onPin) {
  const input = element("input", { type: "text", class: "geo-goto", "aria-label": say("Coordinates"), placeholder: say("43.65, 51.16 or 39T VJ …"), maxlength: "200", autocomplete: "off", spellcheck: "false" });
  const told = element("p", { class: "geo-small", role: "status" }, pin ? say("The pin is at {place}.", { place: placeText(pin.lon, pin.lat, DECIMALS) }) : "");
  const remove = element("button", { type: "button", class: "geo-more", hidden: !pin, onclick: () => {
    onPin(null);
    remove.hidden = true;
    told.textContent = say("The pin is gone.");
    input.focus();
  } }, say("Remove the pin"));
  const form = element("form", { class: "geo-goto-form" }, element("div", { class: "geo-row" }, input, element("button", { type: "submit", class: "geo-more" }, say("Go"))),
    element("p", { class: "geo-small" }, say("Latitude first; decimal, degrees and minutes, MGRS, UTM, a geo: address or a map link.")), told, remove);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = parseCoordinates(input.value);
    told.textContent = found.problem ?? say("Understood as {place}.", { place: found.text ?? placeText(found.lon, found.lat, DECIMALS) });
    if (found.problem) return;
    const problem = onPin({ lon: found.lon, lat: found.lat });
    if (problem) told.textContent = problem;
    else remove.hidden = false;
  });
  return form;
}

/** The pin on the map. */
export class Pin {
  constructor(leaflet, map) {
    Object.assign(this, { leaflet, map, layer: leaflet.layerGroup().addTo(map) });
  }

  draw(pin) {
    const { leaflet, layer } = this;
    layer.clearLayers();
    if (!pin) return;
    const at = [pin.lat, this.onSheet(pin)];
    leaflet.circleMarker(at, { radius: 9, color: colour.borderLine, weight: 2, fill: false, interactive: false, className: "geo-pin" }).addTo(layer);
    leaflet.circleMarker(at, { radius: 2, color: colour.borderLine, weight: 2, fillOpacity: 1, interactive: false }).addTo(layer);
  }

  /** Says where a place lies that is not on this map; null for one that is. */
  problemWith(pin) {
    const { map } = this;
    const bounds = map.options.maxBounds;
    if (!bounds || bounds.contains([pin.lat, this.onSheet(pin)])) return null;
    const { lat, lng } = bounds.getCenter();
    const km = number(measure(lng, lat, pin.lon, pin.lat).distance / 1000, { maximumSignificantDigits: 3 });
    return say("{place} is outside this map, about {km} km from its middle.", { place: placeText(pin.lon, pin.lat, DECIMALS), km });
  }

  /** The sheet may go beyond 180 degrees. */
  onSheet(pin) {
    const { lng } = (this.map.options.maxBounds ?? this.map).getCenter();
    return pin.lon + 360 * Math.round((lng - pin.lon) / 360);
  }

  /** Brings the map to the pin, and closer where it is far away. */
  show(pin) {
    const { map } = this;
    const lon = this.onSheet(pin);
    map.setView([pin.lat, lon], Math.max(map.getZoom(), LEAST_ZOOM), { animate: false });
  }
}
