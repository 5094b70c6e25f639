// The coordinates under the pointer; without one, those of the middle of the map.

import { element } from "./dom.js";
import { say } from "./lang.js";

const PIXELS = 256;

/** Writes the coordinates into the corner of a map; returns { refresh }, which says them anew. */
export function addReadout(leaflet, map) {
  const text = element("bdi", {});
  const node = element("div", { class: "geo-readout" }, text);
  const control = leaflet.control({ position: "bottomleft" });
  control.onAdd = () => node;
  control.addTo(map);
  let pointer = null;
  const refresh = () => {
    const { lat, lng } = pointer ?? map.getCenter();
    // No finer than a pixel.
    const decimals = Math.max(1, Math.min(6, Math.ceil(Math.log10((PIXELS * 2 ** map.getZoom()) / 360))));
    const told = placeText(lng, lat, decimals);
    text.textContent = pointer ? told : say("Middle: {place}", { place: told });
  };
  map.on("mousemove", ({ latlng, originalEvent }) => {
    pointer = originalEvent.pointerType === "touch" ? null : latlng;
    refresh();
  });
  map.on("mouseout", () => {
    pointer = null;
    refresh();
  });
  map.on("move zoom", refresh);
  refresh();
  return { refresh };
}

/** A place as latitude and longitude with so many decimals. */
export function placeText(lon, lat, decimals) {
  const east = lon - 360 * Math.round(lon / 360);
  const [north, side] = [Math.abs(lat).toFixed(decimals), Math.abs(east).toFixed(decimals)];
  return `${north}° ${say(lat < 0 ? "S" : "N")}, ${side}° ${say(east < 0 ? "W" : "E")}`;
}
