// What stands for an incident on the globe when it is taken away: a point, an outline, a line, or the circle it lies in.

import { isCoarse } from "./areas.js";
import { decodeLine } from "./decode.js";
import { geodesicCircle } from "./geodesic.js";
import { cutLine, cutPolygon, onGlobe, polarCap } from "./meridian.js";
import { once } from "./shape_files.js";

// Of many circles each has fewer corners: all of them together about so many.
const MOST_CORNERS = 1.5e6;
const FEWEST_PIECES = 24;
const MOST_PIECES = 180;
// Corners of a circle are given to this share of its radius.
const CIRCLE_SHARE = 1e-3;
const METRES_PER_DEGREE = 111195;
const MOST_DECIMALS = 7;
// The way from pole to pole is twice this long: a wider circle holds at least one of them.
const TO_POLE_M = 10001965.7;
const EVERYWHERE = [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]];

/**
 * Reads the shapes of rows: { point, lines, polygons }, coordinates as [lon, lat], or null without a position.
 * A circle wider than a district has no point; of others `circles` makes the circle too. What is the same is one object.
 */
export function shapesOf(payload, rows, circles) {
  const { areas, columns } = payload;
  const pieces = piecesFor(payload, rows, circles);
  const at = (name, row) => columns[name]?.at(row) ?? null;
  const outlineOf = once((outline) => outlineShape(areas.outlines[outline], areas.step));
  const circleOf = once((key) => {
    const [lon, lat, radius] = key.split(",").map(Number);
    const point = radius > payload.coarse_m ? null : [onGlobe(lon), lat];
    return { point, lines: [], polygons: circlePolygons(lon, lat, radius, pieces) };
  });
  return (row) => {
    const outline = areas.of.at(row);
    if (outline !== null) return outlineOf(outline);
    const [lon, lat] = [at("lon", row), at("lat", row)];
    if (hasCircle(payload, row, circles)) return circleOf(`${lon},${lat},${at("precision_m", row)}`);
    return lon === null || lat === null ? null : { point: [onGlobe(lon), lat], lines: [], polygons: [] };
  };
}

function hasCircle({ columns, coarse_m: coarse, areas }, row, circles) {
  return areas.of.at(row) === null && isCoarse(columns, row, circles ? 0 : coarse);
}

function piecesFor(payload, rows, circles) {
  let count = 0;
  for (const row of rows) count += Number(hasCircle(payload, row, circles));
  return Math.max(FEWEST_PIECES, Math.min(MOST_PIECES, Math.floor(MOST_CORNERS / Math.max(1, count))));
}

/** An outline of the page. A line stands there as the way along it and back. */
function outlineShape({ polygons: encoded }, step) {
  const decimals = Math.max(0, Math.min(MOST_DECIMALS, Math.ceil(-Math.log10(step) - 1e-9)));
  const shape = { point: null, lines: [], polygons: [] };
  for (const told of encoded) {
    const rings = told.map((ring) => decodeLine(ring, step).map(([lat, lon]) => [lon, lat]));
    if (rings.length === 1 && isThereAndBack(rings[0])) shape.lines.push(...cutLine(rings[0].slice(0, rings[0].length / 2), decimals));
    else shape.polygons.push(...cutPolygon(rings, decimals));
  }
  // What is smaller than the grid of the page is somewhere in one of its cells.
  if (shape.lines.length + shape.polygons.length === 0 && encoded.length > 0) {
    const corners = encoded.flatMap((told) => told.flatMap((ring) => decodeLine(ring, step)));
    shape.polygons = cutPolygon([cellsRound(corners, step / 2)], decimals + 1);
  }
  return shape;
}

function isThereAndBack(ring) {
  if (ring.length % 2) return false;
  return ring.every(([lon, lat], place) => lon === ring.at(-1 - place)[0] && lat === ring.at(-1 - place)[1]);
}

function cellsRound(corners, half) {
  const [lats, lons] = [0, 1].map((axis) => corners.map((corner) => corner[axis]));
  const [south, north] = [Math.max(-90, Math.min(...lats) - half), Math.min(90, Math.max(...lats) + half)];
  const [west, east] = [Math.min(...lons) - half, Math.max(...lons) + half];
  return [[west, south], [east, south], [east, north], [west, north], [west, south]];
}

function circlePolygons(lon, lat, radius, pieces) {
  const decimals = Math.max(0, Math.min(MOST_DECIMALS, Math.ceil(Math.log10(METRES_PER_DEGREE / (radius * CIRCLE_SHARE)))));
  // Made clockwise.
  const ring = geodesicCircle(lon, lat, radius, pieces).reverse();
  // Over a pole the circle was closed along it.
  const isCap = ring.length > pieces + 1;
  if (!isCap && radius > TO_POLE_M) return [EVERYWHERE];
  const corners = ring.map(([north, east]) => [east, north]);
  if (isCap) return [polarCap(corners.slice(2, -1), corners[0][1], decimals)];
  return cutPolygon([[...corners.slice(0, -1), corners[0]]], decimals);
}
