// Coordinates that a reader types or pastes, in any of the usual ways of writing, and how they were understood.
//
// Each reader gives a position, or a problem where the text is of its kind but not right, or null where it is of another.
// Nothing is guessed in silence: what can be two places is refused, with what to write instead. Of UTM that is the letter
// S behind the zone, band S in the north or the southern half, wherever the northing allows of both.

import { checked, readAngles } from "./angles.js";
import { later, number, say } from "./lang.js";
import { isLink, readLink } from "./links.js";
import { fromMgrs, isMgrs } from "./mgrs.js";
import { tidy } from "./tidy.js";
import { fromUtm } from "./utm.js";

const LONGEST = 2000;
const LONGEST_BUT_LINKS = 200;
const GEO = /^geo:([+-]?\d+(?:\.\d*)?),([+-]?\d+(?:\.\d*)?)(?:,[+-]?\d+(?:\.\d*)?)?([;?].*)?$/i;
const WKT = /^(?:SRID ?= ?(\d+) ?; ?)?POINT ?(?:Z|M|ZM)? ?\( ?([+-]?\d+(?:\.\d*)?) ([+-]?\d+(?:\.\d*)?)(?: [+-]?\d+(?:\.\d*)?){0,2} ?\)$/i;
const UTM = /^(?:UTM:? ?)?(?:zone ?)?(\d{1,2}) ?(north|south|[A-Z])[ ,]+(\d{5,7}(?:\.\d*)?) ?(?:m ?E?|E)?[ ,]+(\d{1,8}(?:\.\d*)?) ?(?:m ?N?|N)?$/i;
const BANDS = "CDEFGHJKLMNPQRSTUVWX";
const READERS = [readGeo, readWkt, readMap, readUtm, readMgrs, readPair];

/** { lon, lat, text } with how a text was understood, or { problem }, a sentence that says what is wrong. */
export function parseCoordinates(text) {
  const raw = String(text ?? "");
  if (raw.length > LONGEST) return { problem: say("This is too long for coordinates.") };
  const plain = tidy(raw).replace(/ +/g, " ");
  if (plain === "") return { problem: say("There is nothing here yet. Coordinates are such as 43.65, 51.16, latitude first.") };
  if (plain.length > LONGEST_BUT_LINKS && !isLink(plain) && !/^geo:/i.test(plain)) return { problem: say("This is too long for coordinates.") };
  for (const read of READERS) {
    const found = read(plain);
    if (found) return found;
  }
  return { problem: say("This is not understood as coordinates. Write them such as 43.65, 51.16, latitude first, or 43°39'00\"N 51°09'36\"E, or in MGRS.") };
}

/** A position with the words for it, unless it is off the earth. */
function positioned({ lat, lon, problem }, text) {
  if (problem) return { problem };
  const values = { lat: figures(lat), lon: figures(lon) };
  return { lon, lat, text: say(text, values) };
}

function figures(angle) {
  return String(Number(angle.toFixed(7)));
}

function readPair(text) {
  const found = readAngles(text);
  return found && positioned(found, later("latitude {lat}, longitude {lon}"));
}

function readGeo(text) {
  if (!/^geo:/i.test(text)) return null;
  const found = GEO.exec(text);
  if (!found) return { problem: say("A geo: link is such as geo:43.65,51.16; this one is not understood.") };
  const [, lat, lon, rest = ""] = found;
  const system = /;crs=([^;?]*)/i.exec(rest)?.[1] ?? "wgs84";
  if (system.toLowerCase() !== "wgs84") return { problem: say("Only coordinates on WGS84 are understood; these are on {system}.", { system }) };
  // On Android nought and nought stand for a place that is only named behind them.
  const asked = /[?&]q=([+-]?\d+(?:\.\d*)?)(?:,|%2c)([+-]?\d+(?:\.\d*)?)/i.exec(rest);
  const [north, east] = Number(lat) === 0 && Number(lon) === 0 && asked ? asked.slice(1) : [lat, lon];
  return positioned(checked(Number(north), Number(east), true), later("of a geo: link: latitude {lat}, longitude {lon}"));
}

function readWkt(text) {
  if (!/^(?:SRID|POINT)/i.test(text)) return null;
  const found = WKT.exec(text);
  if (!found) return { problem: say("A point in WKT is such as POINT (51.16 43.65), longitude first; this one is not understood.") };
  const [, system = "4326", lon, lat] = found;
  if (system !== "4326") return { problem: say("Only coordinates on WGS84 are understood; these are on {system}.", { system: `EPSG:${system}` }) };
  return positioned(checked(Number(lat), Number(lon), true), later("a point in WKT, longitude first: latitude {lat}, longitude {lon}"));
}

function readMap(text) {
  if (!isLink(text)) return null;
  const found = readLink(text);
  if (!found) return { problem: say("There are no coordinates in the text of this link. Open it, and copy them from the map or from the longer address.") };
  return positioned(checked(...found, true), later("of a link to a map: latitude {lat}, longitude {lon}"));
}

function readMgrs(text) {
  const name = text.replace(/^(?:MGRS|USNG):? ?/i, "");
  if (name === text && !isMgrs(text)) return null;
  const { lon, lat, size, text: square, problem } = fromMgrs(name);
  if (problem) return { problem };
  const side = size < 1000 ? say("{number} m", { number: number(size) }) : say("{number} km", { number: number(size / 1000) });
  return { lon, lat, text: say("MGRS {square}: the middle of a square of {length}", { square, length: side }) };
}

function readUtm(text) {
  const found = UTM.exec(text);
  if (!found) return null;
  const [zone, letter, easting, northing] = [Number(found[1]), found[2].toUpperCase(), Number(found[3]), Number(found[4])];
  if (zone < 1 || zone > 60) return { problem: say("UTM has zones from 1 to 60, and {zone} is none of them.", { zone }) };
  if (easting < 100000 || easting >= 900000) return { problem: say("Eastings in UTM are from 100000 to 900000; {number} is not.", { number: found[3] }) };
  if (northing > 10000000) return { problem: say("Northings in UTM go up to 10000000; {number} does not.", { number: found[4] }) };
  const place = BANDS.indexOf(letter);
  if (letter.length === 1 && place < 0) return { problem: say("After the number of a zone UTM has a letter from C to X, without I and O; here it is {letter}.", { letter }) };
  const south = letter === "S" || letter === "SOUTH";
  if (letter === "S" && isInBand(zone, "S", easting, northing)) {
    return { problem: say("{zone}S can be band S in the north or the southern half of the earth. Write {zone} north or {zone} south.", { zone }) };
  }
  const isNorth = letter.length > 1 ? !south : letter === "S" ? false : letter >= "N";
  const [lon, lat] = fromUtm({ zone, isNorth, easting, northing });
  // N and S behind a zone are mostly of the halves of the earth, and band N is of the north anyway.
  if (letter.length === 1 && !"NS".includes(letter) && !isInBand(zone, letter, easting, northing)) {
    return { problem: say("Zone {zone}{letter} does not go to that northing, which is at latitude {lat}.", { zone, letter, lat: lat.toFixed(1) }) };
  }
  if (!(lat >= -80.5 && lat <= 84.5)) return { problem: say("UTM goes from 80 degrees south to 84 degrees north, and this is beyond.") };
  const half = isNorth ? say("north") : say("south");
  return { lon, lat, text: say("UTM zone {zone} {half}: latitude {lat}, longitude {lon}", { zone, half, lat: figures(lat), lon: figures(lon) }) };
}

/** Whether a northing is in a band of latitude, or within a hundredth of a degree of it. */
function isInBand(zone, letter, easting, northing) {
  const south = 8 * BANDS.indexOf(letter) - 80;
  const [, lat] = fromUtm({ zone, isNorth: letter >= "N", easting, northing });
  return lat > south - 0.01 && lat < south + (letter === "X" ? 12 : 8) + 0.01;
}
