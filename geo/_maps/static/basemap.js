// The quiet map under the incidents: sheets from the outside in, each sea, then land, then lines.

import { decodeLine } from "./decode.js";
import { hatching } from "./dom.js";
import { isKindShown, isShown } from "./layers.js";
import { colour, HATCH_FILL, HATCH_NAME, lineStyles, unitStyle } from "./style.js";

// Land is drawn nearly unsimplified, so that no gap opens between it and its coast.
const LAND_GAP = 0.3;
const WORLD_WEIGHT = 0.6;
const SEA_WEIGHT = 0.7;
// Over water the hatch is darker than its ground; on land it is hardly so.
const SEA_HATCH = 0.55;

/** The base map on a Leaflet map; `drawn` says what is on it, for whoever wants to look. */
export class Basemap {
  constructor(leaflet, map, sheets, kinds) {
    this.leaflet = leaflet;
    this.map = map;
    this.kinds = kinds;
    this.sheets = sheets.map(decodeSheet);
    for (const [name, order] of [["land", 200], ["disputed", 230], ["borders", 250]]) {
      map.createPane(`geo-${name}`).style.zIndex = String(order);
      map.getPane(`geo-${name}`).style.pointerEvents = "none";
    }
    this.ground = leaflet.canvas({ pane: "geo-land", padding: 0.5 });
    this.lines = leaflet.canvas({ pane: "geo-borders", padding: 0.5 });
    // Patterns need SVG; there are few disputed grounds.
    this.hatched = leaflet.svg({ pane: "geo-disputed", padding: 0.5 });
    this.layers = leaflet.layerGroup().addTo(map);
    this.hasGround = true;
    this.changed = [];
    this.drawn = { borders: [], disputed: [], kinds: new Set(), regions: false, districts: false };
    this.draw();
  }

  /** Shows or hides land and sea, under which a map from a network may lie. */
  showGround(shown) {
    if (shown === this.hasGround) return;
    this.hasGround = shown;
    this.draw();
  }

  /** Shows what the reader has not taken away; `changed` as in layers.js. */
  useLayers(changed) {
    if (changed.join() === this.changed.join()) return;
    this.changed = changed;
    this.draw();
  }

  /** The lines between two countries, as they are drawn. */
  linesOf(pair) {
    return this.sheets.flatMap((sheet) => sheet.borders.filter(({ words: [codes] }) => codes === pair).flatMap(({ lines }) => lines));
  }

  /** The kinds of lines of which some is seen within a box of Leaflet's. */
  kindsWithin(bounds) {
    const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const reaches = ([lat1, lon1], [lat2, lon2]) => Math.max(lat1, lat2) >= south && Math.min(lat1, lat2) <= north && Math.max(lon1, lon2) >= west && Math.min(lon1, lon2) <= east;
    const isSeen = ({ lines }) => lines.some((line) => line.some((point, place) => place > 0 && reaches(line[place - 1], point)));
    const found = new Set();
    for (const sheet of this.sheets) {
      for (const group of sheet.borders.filter(isSeen)) found.add(this.kindOf(group));
      if (sheet.limits.some(isSeen)) found.add("territorial_sea");
    }
    return found;
  }

  /** A line that nobody named a kind for must not look like an agreed one. */
  kindOf({ words: [, kind] }) {
    return Object.hasOwn(this.kinds, kind) ? kind : "claimed";
  }

  /** Draws everything in the colours of the time. */
  draw() {
    this.layers.clearLayers();
    const pane = this.map.getPane("geo-disputed");
    pane.querySelector(`#${HATCH_NAME}`)?.closest("svg").remove();
    pane.append(hatching(HATCH_NAME, colour.hatch));
    Object.assign(this.drawn, { borders: [], disputed: [], regions: false, districts: false });
    this.drawn.kinds.clear();
    this.sheets.forEach((sheet, index) => {
      if (this.hasGround) this.drawGround(sheet, index);
      this.drawLines(sheet, index);
    });
  }

  drawGround(sheet, index) {
    const [west, south, east, north] = sheet.box;
    if (index > 0) this.fill(this.leaflet.rectangle, [[south, west], [north, east]], colour.sea);
    for (const [shapes, fill] of [[sheet.land, colour.land], [sheet.lakes, colour.sea]]) {
      // All rings as one shape: what lies in an even number of them is a hole.
      if (shapes.length) this.fill(this.leaflet.polygon, shapes.flat(), fill);
    }
    const styles = lineStyles();
    this.stroke(this.ground, "geo-land", sheet.coasts, styles.coast);
    this.stroke(this.ground, "geo-land", sheet.shores, styles.shore);
  }

  drawLines(sheet, index) {
    const styles = lineStyles();
    // On a map of the world, borders at full weight would be all one sees of small countries.
    const scale = sheet.box[2] - sheet.box[0] >= 360 ? WORLD_WEIGHT : 1;
    const isOn = (name) => isShown(this.changed, name);
    for (const { lines } of isKindShown(this.changed, "territorial_sea") ? sheet.limits : []) {
      this.stroke(this.lines, "geo-borders", lines, styles.territorial_sea);
      this.drawn.kinds.add("territorial_sea");
    }
    for (const { row, sea, shapes } of isOn("disputed") ? sheet.disputed : []) {
      const style = { ...this.paint(this.hatched, "geo-disputed", HATCH_FILL), fillOpacity: sea ? SEA_HATCH : 1, className: "geo-hatched" };
      this.leaflet.polygon(shapes, style).addTo(this.layers);
      this.drawn.disputed.push({ row, sheet: index });
    }
    for (const [name, kind] of [["districts", "district"], ["regions", "region"]]) {
      for (const { lines } of isOn(name) ? sheet[name] : []) {
        this.stroke(this.lines, "geo-borders", lines, unitStyle(kind));
        this.drawn[name] = true;
      }
    }
    for (const group of sheet.borders) {
      const { words: [codes, kind, reach], lines } = group;
      const shown = this.kindOf(group);
      if (!isKindShown(this.changed, shown)) continue;
      const style = styles[shown];
      const weight = scale * (reach === "sea" ? Math.min(style.weight, SEA_WEIGHT) : style.weight);
      this.stroke(this.lines, "geo-borders", lines, { ...style, weight });
      this.drawn.borders.push({ codes, kind, reach, sheet: index, dashed: Boolean(style.dashArray) });
      this.drawn.kinds.add(shown);
    }
  }

  fill(make, shape, fill) {
    make(shape, this.paint(this.ground, "geo-land", fill)).addTo(this.layers);
  }

  paint(renderer, pane, fill) {
    return { renderer, pane, stroke: false, fill: true, fillColor: fill, fillOpacity: 1, interactive: false, smoothFactor: LAND_GAP };
  }

  stroke(renderer, pane, lines, style) {
    this.leaflet.polyline(lines, { renderer, pane, interactive: false, smoothFactor: 0.6, ...style }).addTo(this.layers);
  }
}

/** Coordinates of everything on a sheet; decoded once, however often they are drawn. */
function decodeSheet(sheet) {
  const decode = (text) => decodeLine(text, sheet.step);
  const polygons = (shapes) => shapes.map((rings) => rings.map(decode));
  const strokes = (groups = []) => groups.map(({ words, lines }) => ({ words, lines: lines.map(decode) }));
  const [land, lakes] = [polygons(sheet.land), polygons(sheet.lakes)];
  return {
    box: sheet.box,
    land,
    lakes,
    coasts: land.flat().flatMap((ring) => outline(ring, sheet)),
    shores: lakes.flat().flatMap((ring) => outline(ring, sheet)),
    limits: strokes(sheet.limits),
    regions: strokes(sheet.regions),
    districts: strokes(sheet.districts),
    borders: strokes(sheet.borders),
    disputed: sheet.disputed.map(({ row, sea, shapes }) => ({ row, sea, shapes: polygons(shapes) })),
  };
}

/** The lines of a ring that are shores: not where it was cut off at an edge of the sheet, or at the antimeridian. */
export function outline(ring, { cut: [west, south, east, north], step }) {
  const isAt = (value, edge) => Math.abs(value - edge) <= step;
  const isCut = ([lat1, lon1], [lat2, lon2]) => {
    const across = [west, east, ...[-540, -180, 180, 540].filter((edge) => edge >= west && edge <= east)];
    return across.some((edge) => isAt(lon1, edge) && isAt(lon2, edge)) || [south, north].some((edge) => isAt(lat1, edge) && isAt(lat2, edge));
  };
  const lines = [];
  let line = [ring[0]];
  for (let place = 1; place < ring.length; place++) {
    if (isCut(ring[place - 1], ring[place])) {
      if (line.length > 1) lines.push(line);
      line = [];
    }
    line.push(ring[place]);
  }
  if (line.length > 1) lines.push(line);
  return lines;
}
