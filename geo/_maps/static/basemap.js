// The quiet map under the incidents: sheets from the outside in, each sea, then land, then lines.

import { decodeLine } from "./decode.js";
import { hatching } from "./dom.js";
import { colour, HATCH_FILL, HATCH_NAME, LINE_STYLES, REGION_STYLE } from "./style.js";

// Land is drawn nearly unsimplified, so that no gap opens between it and its coast.
const LAND_GAP = 0.3;
const WORLD_WEIGHT = 0.6;
const SEA_WEIGHT = 0.7;
// Over water the hatch is darker than its ground; on land it is hardly so.
const SEA_HATCH = 0.55;

/** Adds the base map to a Leaflet map; returns what was drawn, for whoever wants to look at it. */
export function drawBasemap(leaflet, map, sheets, kinds) {
  for (const [name, order] of [["land", 200], ["disputed", 230], ["borders", 250]]) {
    map.createPane(`geo-${name}`).style.zIndex = String(order);
    map.getPane(`geo-${name}`).style.pointerEvents = "none";
  }
  const ground = leaflet.canvas({ pane: "geo-land", padding: 0.5 });
  const lines = leaflet.canvas({ pane: "geo-borders", padding: 0.5 });
  // Patterns need SVG; there are few disputed grounds.
  const hatched = leaflet.svg({ pane: "geo-disputed", padding: 0.5 });
  map.getPane("geo-disputed").append(hatching(HATCH_NAME, colour.hatch));
  const drawn = { borders: [], disputed: [], kinds: new Set(), regions: false };
  sheets.forEach((sheet, index) => {
    const [west, south, east, north] = sheet.box;
    // On a map of the world, borders at full weight would be all one sees of small countries.
    const scale = east - west >= 360 ? WORLD_WEIGHT : 1;
    if (index > 0) {
      leaflet.rectangle([[south, west], [north, east]], paint(ground, "geo-land", colour.sea)).addTo(map);
    }
    for (const [shapes, fill] of [[sheet.land, colour.land], [sheet.lakes, colour.sea]]) {
      for (const rings of shapes) {
        const shape = rings.map((ring) => decodeLine(ring, sheet.step));
        leaflet.polygon(shape, paint(ground, "geo-land", fill)).addTo(map);
      }
    }
    for (const { words: [water], lines: texts } of sheet.coasts) {
      const style = water === "lake" ? LINE_STYLES.shore : LINE_STYLES.coast;
      stroke(leaflet, map, ground, "geo-land", texts, sheet.step, style);
    }
    for (const { lines: texts } of sheet.limits) {
      stroke(leaflet, map, lines, "geo-borders", texts, sheet.step, LINE_STYLES.territorial_sea);
      drawn.kinds.add("territorial_sea");
    }
    for (const { row, sea, shapes } of sheet.disputed) {
      const rings = shapes.map((shape) => shape.map((ring) => decodeLine(ring, sheet.step)));
      leaflet.polygon(rings, { ...paint(hatched, "geo-disputed", HATCH_FILL), fillOpacity: sea ? SEA_HATCH : 1, className: "geo-hatched" }).addTo(map);
      drawn.disputed.push({ row, sheet: index });
    }
    for (const { lines: texts } of sheet.regions ?? []) {
      stroke(leaflet, map, lines, "geo-borders", texts, sheet.step, REGION_STYLE);
      drawn.regions = true;
    }
    for (const { words: [codes, kind, reach], lines: texts } of sheet.borders) {
      // A line that nobody named a kind for must not look like an agreed one.
      const shown = Object.hasOwn(kinds, kind) ? kind : "claimed";
      const style = LINE_STYLES[shown];
      const weight = scale * (reach === "sea" ? Math.min(style.weight, SEA_WEIGHT) : style.weight);
      stroke(leaflet, map, lines, "geo-borders", texts, sheet.step, { ...style, weight });
      drawn.borders.push({ codes, kind, reach, sheet: index, dashed: Boolean(style.dashArray) });
      drawn.kinds.add(shown);
    }
  });
  return drawn;
}

function paint(renderer, pane, fill) {
  return { renderer, pane, stroke: false, fill: true, fillColor: fill, fillOpacity: 1, interactive: false, smoothFactor: LAND_GAP };
}

function stroke(leaflet, map, renderer, pane, texts, step, style) {
  const shapes = texts.map((text) => decodeLine(text, step));
  leaflet.polyline(shapes, { renderer, pane, interactive: false, smoothFactor: 0.6, ...style }).addTo(map);
}
