// The cells on the map: each in the colour of its class, all of a class as one shape, under borders and names.

import { classColours, classOf } from "./cell_counts.js";
import { decodeLine } from "./decode.js";
import { unroundedPolygon } from "./shapes.js";
import { colour } from "./style.js";

// The edges of cells are seen where these are as wide as this, pixels.
const LEAST_EDGED = 7;

export class CellLayer {
  constructor(leaflet, map, { columns, count, bins }) {
    Object.assign(this, { leaflet, map, counts: null, breaks: [] });
    for (const [name, order] of [["geo-cells", 225], ["geo-chosen-cell", 445]]) {
      map.createPane(name).style.zIndex = String(order);
      map.getPane(name).style.pointerEvents = "none";
    }
    this.renderer = leaflet.canvas({ pane: "geo-cells", padding: 0.3 });
    this.over = leaflet.canvas({ pane: "geo-chosen-cell", padding: 0.3 });
    this.layers = leaflet.layerGroup().addTo(map);
    this.marked = leaflet.layerGroup().addTo(map);
    this.Shape = unroundedPolygon(leaflet);
    this.outlines = Array.from({ length: count }, (_, cell) => (columns.outline.at(cell) ?? "").split(" ").filter(Boolean).map((text) => decodeLine(text, bins.step)));
    this.boxes = this.outlines.map((rings) => rings.map(boxOf));
    const widths = this.boxes.flat().map(([west, , east]) => east - west).sort((one, other) => one - other);
    this.width = widths[Math.floor(widths.length / 2)] ?? 0;
    map.on("zoomend", () => this.edge());
  }

  /** Draws the cells that hold something. */
  draw(counts, breaks) {
    Object.assign(this, { counts, breaks });
    this.layers.clearLayers();
    const colours = classColours(breaks.length, colour.cells);
    const rings = breaks.map(() => []);
    counts.forEach((count, cell) => {
      const place = count > 0 ? classOf(count, breaks) : -1;
      if (place >= 0) rings[place].push(...this.outlines[cell]);
    });
    this.shapes = rings.map((outlines, place) => {
      const style = { fillColor: colours[place], fillOpacity: 1, color: colour.land, weight: 0.6, stroke: this.isEdged(), smoothFactor: 0, interactive: false, pane: "geo-cells", renderer: this.renderer };
      // All rings as one shape: none lies in another.
      return new this.Shape(outlines, style).addTo(this.layers);
    });
  }

  isEdged() {
    return (this.width * this.map.options.crs.scale(this.map.getZoom())) / 360 >= LEAST_EDGED;
  }

  /** Edges would be all that one sees of small cells. */
  edge() {
    const stroke = this.isEdged();
    for (const shape of this.shapes ?? []) if (shape.options.stroke !== stroke) shape.setStyle({ stroke });
  }

  /** Marks a cell, or none. */
  mark(cell) {
    this.marked.clearLayers();
    if (cell === null) return;
    for (const [ink, weight] of [[colour.paper, 5], [colour.borderLine, 2.4]]) {
      const style = { color: ink, weight, fill: false, smoothFactor: 0, interactive: false, pane: "geo-chosen-cell", renderer: this.over };
      new this.Shape(this.outlines[cell], style).addTo(this.marked);
    }
  }

  /** The cell at a place that holds something, or null. */
  at({ lat, lng }) {
    for (let cell = 0; cell < this.outlines.length; cell++) {
      if (this.counts[cell] > 0 && this.outlines[cell].some((ring, place) => holds(ring, this.boxes[cell][place], lng, lat))) return cell;
    }
    return null;
  }

  /** The corners of a cell. */
  cornersOf(cell) {
    return this.outlines[cell].flat();
  }
}

function boxOf(ring) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lat, lon] of ring) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

function holds(ring, [west, south, east, north], lon, lat) {
  if (lon < west || lon > east || lat < south || lat > north) return false;
  let inside = false;
  for (let place = 0, before = ring.length - 1; place < ring.length; before = place++) {
    const [[lat1, lon1], [lat2, lon2]] = [ring[place], ring[before]];
    if (lat1 > lat !== lat2 > lat && lon < ((lon2 - lon1) * (lat - lat1)) / (lat2 - lat1) + lon1) inside = !inside;
  }
  return inside;
}
