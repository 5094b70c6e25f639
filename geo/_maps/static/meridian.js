// Shapes of the map's continuous sheet on the globe: cut at the antimeridian and wound as RFC 7946 wants it.
//
// Where the rings of a polygon cross the meridian they fall apart into chains. Along the meridian, crossings in the
// order of their latitudes have the inside of the polygon between the first and the second, the third and the fourth,
// and so on: there the chains of each side are joined to rings again.

// A corner on the meridian itself counts as just beyond it: so what only runs along it leaves no sliver there.
const NUDGE = 1e-9;
const LEAST_RING = 4;
const FINEST = 1e7;

/** A longitude within half a turn of Greenwich; null where unknown. */
export function onGlobe(lon) {
  if (lon === null || (lon >= -180 && lon <= 180)) return lon;
  return Math.round((lon - 360 * Math.round(lon / 360)) * FINEST) / FINEST;
}

/** Polygons, [outer ring, ...holes] each, of the rings [[lon, lat], ...] of one; coordinates have so many decimals. */
export function cutPolygon(rings, decimals) {
  // Joining the chains asks for the inside on the left of every ring.
  let polygons = [rings.map((ring, place) => wound(ring, place === 0))];
  for (const meridian of meridiansIn(rings[0])) polygons = polygons.flatMap((each) => split(each, meridian));
  return polygons.map((each) => tidied(each, decimals)).filter((each) => each.length > 0);
}

/** Lines of one: [[lon, lat], ...] each. */
export function cutLine(line, decimals) {
  let lines = [line];
  for (const meridian of meridiansIn(line)) lines = lines.flatMap((each) => splitLine(each, meridian));
  return lines.map((each) => distinct(moved(each, shiftOf(each), decimals))).filter((each) => each.length > 1);
}

/** The cap round a pole of the ring that goes round it: from -180 to 180, closed along the pole. */
export function polarCap(ring, pole, decimals) {
  const shore = ring.map(([lon, lat]) => [lon - 360 * Math.floor((lon + 180) / 360), lat]).sort(([one], [other]) => one - other);
  const [[west, first], [east, last]] = [shore[0], shore.at(-1)];
  const gap = west + 360 - east;
  const lat = gap > 0 ? last + ((first - last) * (180 - east)) / gap : last;
  return tidied([[[-180, lat], ...shore, [180, lat], [180, pole], [-180, pole], [-180, lat]]], decimals);
}

/** The antimeridians, 360 degrees apart on the sheet, that lie between the ends of a line. */
function meridiansIn(line) {
  let [west, east] = [Infinity, -Infinity];
  for (const [lon] of line) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
  }
  const found = [];
  for (let lon = 360 * Math.floor((west + 180) / 360) + 180; lon < east; lon += 360) if (lon > west) found.push(lon);
  return found;
}

function crossingLat([lon1, lat1], [lon2, lat2], meridian) {
  return lat1 + ((lat2 - lat1) * (meridian - lon1)) / (lon2 - lon1);
}

function splitLine(line, meridian) {
  const parts = [[line[0]]];
  for (let place = 1; place < line.length; place++) {
    const [before, here] = [line[place - 1], line[place]];
    if (before[0] >= meridian !== here[0] >= meridian) {
      const crossing = [meridian, crossingLat(before, here, meridian)];
      parts.at(-1).push(crossing);
      parts.push([crossing]);
    }
    parts.at(-1).push(here);
  }
  return parts;
}

function split(rings, meridian) {
  return [-1, 1].flatMap((side) => half(rings, meridian, side));
}

/** What of a polygon is west (-1) or east (1) of a meridian. */
function half(rings, meridian, side) {
  const whole = [];
  const chains = [];
  const crossings = [];
  for (const ring of rings) {
    const corners = ring.slice(0, -1).map(([lon, lat]) => [lon === meridian ? meridian - side * NUDGE : lon, lat]);
    const isHere = corners.map(([lon]) => lon > meridian === side > 0);
    const before = (place) => (place + corners.length - 1) % corners.length;
    const crossed = corners.map((corner, place) => (isHere[place] === isHere[before(place)] ? null : { lat: crossingLat(corners[before(place)], corner, meridian) }));
    const first = crossed.findIndex((crossing, place) => crossing && isHere[place]);
    if (first < 0) {
      if (isHere[0]) whole.push(ring);
      continue;
    }
    crossings.push(...crossed.filter(Boolean));
    for (let step = 0; step < corners.length; step++) {
      const place = (first + step) % corners.length;
      if (crossed[place] && isHere[place]) chains.push({ start: crossed[place], corners: [] });
      else if (crossed[place]) chains.at(-1).end = crossed[place];
      if (isHere[place]) chains.at(-1).corners.push(corners[place]);
    }
  }
  crossings.sort((one, other) => one.lat - other.lat);
  crossings.forEach((crossing, place) => Object.assign(crossing, { partner: crossings[place % 2 ? place - 1 : place + 1] }));
  return gather([...joined(chains, meridian), ...whole]);
}

/** Closes chains along the meridian. */
function joined(chains, meridian) {
  const from = new Map(chains.map((chain) => [chain.start, chain]));
  const rings = [];
  while (from.size > 0) {
    const ring = [];
    const [[, first]] = from;
    for (let chain = first; chain; chain = from.get(chain.end.partner)) {
      ring.push([meridian, chain.start.lat], ...chain.corners, [meridian, chain.end.lat]);
      from.delete(chain.start);
    }
    rings.push([...ring, ring[0]]);
  }
  return rings;
}

/** Rings as polygons: each hole in the one that holds it. */
function gather(rings) {
  const polygons = rings.filter((ring) => doubleArea(ring) > 0).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => doubleArea(ring) < 0)) {
    const around = polygons.find(([outer]) => holds(outer, hole[0])) ?? polygons[0];
    around?.push(hole);
  }
  return polygons;
}

function holds(ring, [lon, lat]) {
  let inside = false;
  for (let place = 1; place < ring.length; place++) {
    const [one, other] = [ring[place - 1], ring[place]];
    if (one[1] > lat !== other[1] > lat && lon < one[0] + ((other[0] - one[0]) * (lat - one[1])) / (other[1] - one[1])) inside = !inside;
  }
  return inside;
}

/** Brings the rings of a polygon, which no meridian cuts, onto the globe; nothing is left of one without an area. */
function tidied(rings, decimals) {
  const shift = shiftOf(rings[0]);
  const found = rings.map((ring, place) => wound(unspiked(moved(ring, shift, decimals)), place === 0));
  if (found[0].length < LEAST_RING || doubleArea(found[0]) === 0) return [];
  return found.filter((ring) => ring.length >= LEAST_RING && doubleArea(ring) !== 0);
}

function shiftOf(line) {
  let [west, east] = [Infinity, -Infinity];
  for (const [lon] of line) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
  }
  return -360 * Math.round((west + east) / 720);
}

function moved(line, shift, decimals) {
  const factor = 10 ** decimals;
  return line.map((corner) => [Math.round((corner[0] + shift) * factor) / factor, Math.round(corner[1] * factor) / factor]);
}

function isSame([lon1, lat1], [lon2, lat2]) {
  return lon1 === lon2 && lat1 === lat2;
}

function distinct(line) {
  return line.filter((corner, place) => place === 0 || !isSame(corner, line[place - 1]));
}

/** Takes away what a closed ring goes to and comes back from by the same way. */
function unspiked(ring) {
  const kept = [];
  for (const corner of ring.slice(0, -1)) {
    kept.push(corner);
    while (turnsBack(kept)) kept.length -= 2;
    if (kept.length > 1 && isSame(kept.at(-1), kept.at(-2))) kept.pop();
  }
  // The ring has no beginning: its first corners stand once more behind the last.
  while (kept.length > 1) {
    if (isSame(kept[0], kept.at(-1)) || turnsBack([...kept.slice(-2), kept[0]])) kept.pop();
    else if (kept.length > 2 && isSame(kept.at(-1), kept[1])) kept.shift();
    else break;
  }
  return kept.length ? [...kept, kept[0]] : [];
}

/** Says whether the last corner of three is the first. */
function turnsBack(line) {
  return line.length > 2 && isSame(line.at(-1), line.at(-3));
}

function wound(ring, counterclockwise) {
  return doubleArea(ring) > 0 === counterclockwise ? ring : [...ring].reverse();
}

/** Twice the area of a closed ring in square degrees, positive counterclockwise; from its first corner, so that little is lost. */
function doubleArea(ring) {
  const [lon0, lat0] = ring[0] ?? [0, 0];
  let sum = 0;
  for (let place = 1; place < ring.length; place++) {
    const [one, other] = [ring[place - 1], ring[place]];
    sum += (one[0] - lon0) * (other[1] - lat0) - (other[0] - lon0) * (one[1] - lat0);
  }
  return sum;
}
