// UTM, and UPS round the poles, both ways. The transverse Mercator projection is Krueger's series in the third
// flattening, to its sixth power, with conformal latitudes as Karney gives them (Transverse Mercator with an accuracy of
// a few nanometers, 2011, equations 7 to 36). Of projections only: what squares are called is in mgrs.js.

import { A, F, RADIANS } from "./ellipsoid.js";

const E2 = F * (2 - F);
const E = Math.sqrt(E2);
const N = F / (2 - F);
/** The radius of the circle that is as long as a meridian, times the scale on the central one. */
const MERIDIAN = (0.9996 * A * (1 + N ** 2 / 4 + N ** 4 / 64 + N ** 6 / 256)) / (1 + N);
const FALSE_EASTING = 500000;
const FALSE_NORTHING = 10000000;
const POLAR_FALSE = 2000000;
const POLAR = (2 * 0.994 * A) / Math.sqrt((1 + E) ** (1 + E) * (1 - E) ** (1 - E));

// Coefficients of N, N ** 2 and so on; the first row of each begins with N, the second with its square.
const FORWARD = [
  [1 / 2, -2 / 3, 5 / 16, 41 / 180, -127 / 288, 7891 / 37800],
  [13 / 48, -3 / 5, 557 / 1440, 281 / 630, -1983433 / 1935360],
  [61 / 240, -103 / 140, 15061 / 26880, 167603 / 181440],
  [49561 / 161280, -179 / 168, 6601661 / 7257600],
  [34729 / 80640, -3418889 / 1995840],
  [212378941 / 319334400],
].map(inPowers);
const INVERSE = [
  [1 / 2, -2 / 3, 37 / 96, -1 / 360, -81 / 512, 96199 / 604800],
  [1 / 48, 1 / 15, -437 / 1440, 46 / 105, -1118711 / 3870720],
  [17 / 480, -37 / 840, -209 / 4480, 5569 / 90720],
  [4397 / 161280, -11 / 504, -830251 / 7257600],
  [4583 / 161280, -108847 / 3991680],
  [20648693 / 638668800],
].map(inPowers);

/** The UTM zone of a position, those of Norway and Svalbard included; null round the poles, where there is none. */
export function zoneOf(lon, lat) {
  if (!(lat >= -80 && lat < 84)) return null;
  const east = within(lon);
  if (lat >= 56 && lat < 64 && east >= 3 && east < 12) return 32;
  if (lat >= 72 && east >= 0 && east < 42) return 31 + 2 * Math.floor((east + 3) / 12);
  return Math.floor((east + 180) / 6) + 1;
}

/** A longitude brought to -180 up to, but without, 180. */
export function within(lon) {
  return lon - 360 * Math.floor((lon + 180) / 360);
}

/** UTM in a zone, its own unless another is given: { zone, isNorth, easting, northing }. */
export function toUtm(lon, lat, zone = zoneOf(lon, lat)) {
  const lambda = within(lon - centralMeridian(zone)) * RADIANS;
  const tau = conformal(Math.tan(lat * RADIANS));
  const cos = Math.cos(lambda);
  const xi = Math.atan2(tau, cos);
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(tau, cos));
  const [north, east] = mend(xi, eta, FORWARD, 1);
  const isNorth = lat >= 0;
  return { zone, isNorth, easting: FALSE_EASTING + MERIDIAN * east, northing: MERIDIAN * north + (isNorth ? 0 : FALSE_NORTHING) };
}

/** Where a UTM position lies: [lon, lat]. */
export function fromUtm({ zone, isNorth, easting, northing }) {
  const north = (northing - (isNorth ? 0 : FALSE_NORTHING)) / MERIDIAN;
  const [xi, eta] = mend(north, (easting - FALSE_EASTING) / MERIDIAN, INVERSE, -1);
  const [sinh, cos] = [Math.sinh(eta), Math.cos(xi)];
  const lon = centralMeridian(zone) + Math.atan2(sinh, cos) / RADIANS;
  return [within(lon), Math.atan(geographic(Math.sin(xi) / Math.hypot(sinh, cos))) / RADIANS];
}

/** UPS: { isNorth, easting, northing }. */
export function toUps(lon, lat) {
  const isNorth = lat >= 0;
  // From the pole that is meant; at it the tangent is as good as endless.
  const tau = conformal(Math.tan(Math.abs(lat) * RADIANS));
  const radius = Math.abs(lat) === 90 ? 0 : POLAR / (Math.hypot(1, tau) + tau);
  const turn = within(lon);
  // Half a turn in radians is not quite half a turn, and a hair west of that meridian squares have other names.
  const east = turn === -180 ? 0 : radius * Math.sin(turn * RADIANS);
  const towards = radius * Math.cos(turn * RADIANS);
  return { isNorth, easting: POLAR_FALSE + east, northing: POLAR_FALSE + (isNorth ? -towards : towards) };
}

/** Where a UPS position lies: [lon, lat]. */
export function fromUps({ isNorth, easting, northing }) {
  const [east, north] = [easting - POLAR_FALSE, (northing - POLAR_FALSE) * (isNorth ? -1 : 1)];
  const radius = Math.hypot(east, north);
  if (radius === 0) return [0, isNorth ? 90 : -90];
  const share = radius / POLAR;
  const lat = Math.atan(geographic((1 / share - share) / 2)) / RADIANS;
  return [Math.atan2(east, north) / RADIANS, isNorth ? lat : -lat];
}

function centralMeridian(zone) {
  return 6 * zone - 183;
}

function inPowers(row, before) {
  return row.reduce((sum, factor, place) => sum + factor * N ** (before + 1 + place), 0);
}

/** Krueger's series: from the sphere's transverse Mercator to the ellipsoid's, or back. */
function mend(xi, eta, factors, sign) {
  let [north, east] = [xi, eta];
  factors.forEach((factor, before) => {
    const turns = 2 * (before + 1);
    north += sign * factor * Math.sin(turns * xi) * Math.cosh(turns * eta);
    east += sign * factor * Math.cos(turns * xi) * Math.sinh(turns * eta);
  });
  return [north, east];
}

/** The tangent of the conformal latitude, of that of the latitude. */
function conformal(tau) {
  const sigma = Math.sinh(E * Math.atanh((E * tau) / Math.hypot(1, tau)));
  return tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau);
}

/** The tangent of the latitude, of that of the conformal one: Newton's method, which needs two or three rounds. */
function geographic(wanted) {
  let tau = wanted / (1 - E2);
  for (let round = 0; round < 6; round++) {
    const found = conformal(tau);
    const step = ((wanted - found) * (1 + (1 - E2) * tau * tau)) / ((1 - E2) * Math.hypot(1, found) * Math.hypot(1, tau));
    tau += step;
    if (!(Math.abs(step) > 1e-15 * Math.abs(tau))) break;
  }
  return tau;
}
