// What the squares of the Military Grid Reference System are called, as NGA.STND.0037 has it (Universal grids and grid
// reference systems, 2014): a zone and a band of latitude, a square of 100 km, and digits that are cut off, never rounded,
// so that a shorter name is that of a larger square round the same place. Round the poles squares are of UPS.

import { say } from "./lang.js";
import { fromUps, fromUtm, toUps, toUtm, within, zoneOf } from "./utm.js";

const SQUARE = 100000;
const MOST_DIGITS = 5;
const BANDS = "CDEFGHJKLMNPQRSTUVWX";
const COLUMNS = ["ABCDEFGH", "JKLMNPQR", "STUVWXYZ"];
const ROWS = "ABCDEFGHJKLMNPQRSTUV";
const ROWS_OF_EVEN = ROWS.slice(5) + ROWS.slice(0, 5);
// Of UPS: letters of columns and rows, and how many squares from the false origin they begin.
const POLAR = {
  A: { isNorth: false, columns: "JKLPQRSTUXYZ", west: 8, rows: "ABCDEFGHJKLMNPQRSTUVWXYZ", south: 8 },
  B: { isNorth: false, columns: "ABCFGHJKLPQR", west: 20, rows: "ABCDEFGHJKLMNPQRSTUVWXYZ", south: 8 },
  Y: { isNorth: true, columns: "RSTUXYZ", west: 13, rows: "ABCDEFGHJKLMNP", south: 13 },
  Z: { isNorth: true, columns: "ABCFGHJ", west: 20, rows: "ABCDEFGHJKLMNP", south: 13 },
};
const TURN = ROWS.length * SQUARE;
const METRES_PER_DEGREE = 111195;
// Maps of a zone show that much of the next, under its own letters.
const OVERLAP = 50000;
const NAME = /^(\d{0,2})([A-Z])([A-Z])([A-Z])(\d*)$/;
const STRICT = /^(?:\d{1,2}[C-HJ-NP-X]|[ABYZ])[A-HJ-NP-Z]{2}\d*$/;

/** The name of the square that a position lies in; five digits are a square of 1 m, none one of 100 km. */
export function toMgrs(lon, lat, digits = MOST_DIGITS) {
  const zone = zoneOf(lon, lat);
  if (zone === null) {
    const { isNorth, easting, northing } = toUps(lon, lat);
    const letter = (isNorth ? "YZ" : "AB")[easting < 2000000 ? 0 : 1];
    const { columns, west, rows, south } = POLAR[letter];
    const square = columns[Math.floor(easting / SQUARE) - west] + rows[Math.floor(northing / SQUARE) - south];
    return written(letter, square, easting, northing, digits);
  }
  const { isNorth, easting, northing } = toUtm(lon, lat);
  // A hair south of the equator is still south of it.
  const north = isNorth ? northing : Math.min(northing, 9999999.99);
  const square = COLUMNS[(zone - 1) % 3][Math.floor(easting / SQUARE) - 1] + rowsOf(zone)[Math.floor(north / SQUARE) % ROWS.length];
  return written(`${String(zone).padStart(2, "0")}${bandOf(lat)}`, square, easting, north, digits);
}

/** Whether a text looks like the name of a square and like nothing else. */
export function isMgrs(text) {
  return STRICT.test(text.replace(/\s/g, "").toUpperCase()) && /\d|^[A-Z] [A-Z]{2}$/.test(text);
}

/** The middle of a square, its side in metres, and its name as it is written: { lon, lat, size, text }; or { problem }. */
export function fromMgrs(text) {
  const found = NAME.exec(text.replace(/\s/g, "").toUpperCase());
  if (!found) return { problem: say("This is no name of a square of MGRS, such as 39T WJ 12903 33012.") };
  const [, zone, band, column, row, figures] = found;
  if (figures.length % 2) return { problem: say("A name in MGRS has as many digits for east as for north; here there are {count} together.", { count: figures.length }) };
  if (figures.length > 2 * MOST_DIGITS) return { problem: say("A name in MGRS has ten digits at most; here there are {count}.", { count: figures.length }) };
  const uneven = unevenFigures(text);
  if (uneven) return { problem: say("A name in MGRS has as many digits for east as for north; here there are {east} and {north}.", uneven) };
  const digits = figures.length / 2;
  const size = 10 ** (MOST_DIGITS - digits);
  const [east, north] = [figures.slice(0, digits), figures.slice(digits)].map((part) => Number(part) * size + size / 2);
  const middle = zone === "" ? polarMiddle(band, column, row, east, north, size) : zonalMiddle(Number(zone), band, column, row, east, north, size);
  if (middle.problem) return middle;
  return { ...middle, size, text: [zone + band, column + row, figures.slice(0, digits), figures.slice(digits)].filter(Boolean).join(" ") };
}

function written(zone, square, easting, northing, digits) {
  const figures = [easting, northing].map((metres) => String(Math.floor(metres % SQUARE)).padStart(MOST_DIGITS, "0").slice(0, digits));
  return [zone, square, ...figures].filter(Boolean).join(" ");
}

/** How many digits each half has, where a space divides them into unlike ones; null where all is well. */
function unevenFigures(text) {
  const halves = /(\d+)\s+(\d+)\s*$/.exec(text);
  return halves && halves[1].length !== halves[2].length ? { east: halves[1].length, north: halves[2].length } : null;
}

function rowsOf(zone) {
  return zone % 2 ? ROWS : ROWS_OF_EVEN;
}

function bandOf(lat) {
  return BANDS[Math.min(BANDS.length - 1, Math.floor(lat / 8) + 10)];
}

function polarMiddle(letter, column, row, east, north, size) {
  const grid = Object.hasOwn(POLAR, letter) ? POLAR[letter] : null;
  if (!grid) return { problem: say("Before {letter} the number of a zone is missing, 1 to 60.", { letter }) };
  const [across, up] = [grid.columns.indexOf(column), grid.rows.indexOf(row)];
  const [lon, lat] = fromUps({
    isNorth: grid.isNorth, easting: (grid.west + across) * SQUARE + east, northing: (grid.south + up) * SQUARE + north,
  });
  const short = (grid.isNorth ? 84 - lat : lat + 80) * METRES_PER_DEGREE;
  if (across < 0 || up < 0 || short > size + OVERLAP) return noSquare(column + row, letter);
  return { lon, lat };
}

function zonalMiddle(zone, band, column, row, east, north, size) {
  const place = BANDS.indexOf(band);
  if (place < 0) return { problem: say("After the number of a zone MGRS has a letter from C to X, without I and O; here it is {letter}.", { letter: band }) };
  const span = spanOf(zone, band);
  if (!span) return { problem: say("MGRS has no zone {zone}.", { zone: `${zone}${band}` }) };
  const [across, up] = [COLUMNS[(zone - 1) % 3].indexOf(column), rowsOf(zone).indexOf(row)];
  if (across < 0 || up < 0) return noSquare(column + row, `${zone}${band}`);
  const south = 8 * place - 80;
  const height = band === "X" ? 12 : 8;
  // The same letter comes again every 2,000 km; a band is less than that high.
  const about = toUtm(6 * zone - 183, south + height / 2, zone);
  const least = up * SQUARE + north;
  const northing = least + TURN * Math.round((about.northing - least) / TURN);
  const [lon, lat] = fromUtm({ zone, isNorth: about.isNorth, easting: (across + 1) * SQUARE + east, northing });
  const off = Math.max(south - lat, lat - south - height) * METRES_PER_DEGREE;
  const [west, width] = span;
  const beyond = Math.abs(within(lon - west - width / 2)) - width / 2;
  const aside = beyond * METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  if (off > 0.75 * size + 1 || aside > size + OVERLAP) return noSquare(column + row, `${zone}${band}`);
  return { lon, lat };
}

/** Where a zone begins in a band, and how wide it is, degrees; null where it is left out. */
function spanOf(zone, band) {
  if (zone < 1 || zone > 60) return null;
  if (band === "V" && zone === 31) return [0, 3];
  if (band === "V" && zone === 32) return [3, 9];
  if (band === "X" && zone > 30 && zone < 38) return { 31: [0, 9], 33: [9, 12], 35: [21, 12], 37: [33, 9] }[zone] ?? null;
  return [6 * zone - 186, 6];
}

function noSquare(square, zone) {
  return { problem: say("There is no square {square} in {zone} of MGRS.", { square, zone }) };
}
