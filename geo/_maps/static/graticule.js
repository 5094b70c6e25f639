// The grid of longitudes and latitudes, as fine as the view asks for, with its degrees along two edges.

import { element } from "./dom.js";
import { say } from "./lang.js";
import { colour } from "./style.js";

const STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
const LEAST_APART = 110;
const LIMIT = 85;
const EDGE = 4;

export class Graticule {
  constructor(leaflet, map, stage) {
    Object.assign(this, { leaflet, map, shown: false });
    map.createPane("geo-grid").style.zIndex = "240";
    map.getPane("geo-grid").style.pointerEvents = "none";
    this.renderer = leaflet.canvas({ pane: "geo-grid", padding: 0.2 });
    this.lines = leaflet.layerGroup().addTo(map);
    this.edges = element("div", { class: "geo-degrees", "aria-hidden": "true" });
    stage.append(this.edges);
    map.on("moveend zoomend resize", () => this.draw());
  }

  show(shown) {
    this.shown = shown;
    this.draw();
  }

  draw() {
    this.lines.clearLayers();
    this.edges.replaceChildren();
    if (!this.shown) return;
    const { leaflet, map } = this;
    const bounds = map.getBounds().pad(0.1);
    const [west, east] = [bounds.getWest(), bounds.getEast()];
    const [south, north] = [Math.max(-LIMIT, bounds.getSouth()), Math.min(LIMIT, bounds.getNorth())];
    const degree = map.options.crs.scale(map.getZoom()) / 360;
    const step = [...STEPS].reverse().find((each) => each * degree >= LEAST_APART) ?? STEPS[0];
    const style = { renderer: this.renderer, pane: "geo-grid", color: colour.graticule, weight: 0.8, interactive: false };
    const decimals = Math.max(0, -Math.floor(Math.log10(step)));
    const { y: height } = map.getSize();
    for (let place = Math.ceil(west / step); place * step <= east; place++) {
      const lon = place * step;
      leaflet.polyline([[south, lon], [north, lon]], style).addTo(this.lines);
      const usual = lon - 360 * Math.round(lon / 360);
      this.label(map.latLngToContainerPoint([map.getCenter().lat, lon]).x, EDGE, angle(usual, decimals, "E", "W"), "top");
    }
    for (let place = Math.ceil(south / step); place * step <= north; place++) {
      const lat = place * step;
      leaflet.polyline([[lat, west], [lat, east]], style).addTo(this.lines);
      const { y } = map.latLngToContainerPoint([lat, map.getCenter().lng]);
      if (y > 30 && y < height - 60) this.label(EDGE, y, angle(lat, decimals, "N", "S"), "side");
    }
  }

  label(x, y, text, edge) {
    const node = element("span", { class: `geo-degree geo-degree-${edge}` }, text);
    node.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    this.edges.append(node);
  }
}

function angle(value, decimals, positive, negative) {
  const text = `${Math.abs(value).toFixed(decimals)}°`;
  if (Math.abs(value) < 1e-9 || Math.abs(value) === 180) return text;
  return `${text} ${say(value > 0 ? positive : negative)}`;
}
