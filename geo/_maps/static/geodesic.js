// Geodesics on WGS84: the direct problem (Vincenty 1975), lines and circles made of it, and the inverse one handed on.

import { arcExcess, B, F, lengthSeries, longitudeExcess, RADIANS } from "./ellipsoid.js";
export { measure } from "./inverse.js";

/** Where one arrives: start and azimuth in degrees, distance in metres; returns [lon, lat]. */
export function travel(lon, lat, azimuth, distance) {
  const alpha = azimuth * RADIANS;
  const tanU = (1 - F) * Math.tan(lat * RADIANS);
  const cosU = 1 / Math.sqrt(1 + tanU * tanU);
  const sinU = tanU * cosU;
  const sigma1 = Math.atan2(tanU, Math.cos(alpha));
  const sinAlpha = cosU * Math.sin(alpha);
  const cosSqAlpha = 1 - sinAlpha * sinAlpha;
  const { bigA, bigB } = lengthSeries(cosSqAlpha);
  let sigma = distance / (B * bigA);
  let previous;
  let cos2m;
  do {
    cos2m = Math.cos(2 * sigma1 + sigma);
    const sin = Math.sin(sigma);
    const cos = Math.cos(sigma);
    const delta = arcExcess(bigB, sin, cos, cos2m);
    previous = sigma;
    sigma = distance / (B * bigA) + delta;
  } while (Math.abs(sigma - previous) > 1e-12);
  const sin = Math.sin(sigma);
  const cos = Math.cos(sigma);
  const across = sinU * sin - cosU * cos * Math.cos(alpha);
  const lat2 = Math.atan2(
    sinU * cos + cosU * sin * Math.cos(alpha),
    (1 - F) * Math.hypot(sinAlpha, across),
  );
  const lambda = Math.atan2(sin * Math.sin(alpha), cosU * cos - sinU * sin * Math.cos(alpha));
  const excess = longitudeExcess(sinAlpha, cosSqAlpha, sigma, sin, cos, cos2m);
  return [lon + (lambda - excess) / RADIANS, lat2 / RADIANS];
}

/** Brings a longitude within half a turn of another. */
function near(lon, other) {
  return lon - 360 * Math.round((lon - other) / 360);
}

/** Points along a geodesic, [lat, lon] each, without a jump at the antimeridian. */
export function geodesicLine(lon, lat, azimuth, distance, pieces = 64) {
  const points = [[lat, lon]];
  for (let piece = 1; piece <= pieces; piece++) {
    const [east, north] = travel(lon, lat, azimuth, (distance * piece) / pieces);
    points.push([north, near(east, points.at(-1)[1])]);
  }
  return points;
}

/** The circle of all points at a distance, [lat, lon] each; closed over the pole where it holds one. */
export function geodesicCircle(lon, lat, radius, pieces = 360) {
  const points = [];
  for (let piece = 0; piece <= pieces; piece++) {
    const [east, north] = travel(lon, lat, (360 * piece) / pieces, radius);
    points.push([north, points.length ? near(east, points.at(-1)[1]) : east]);
  }
  const turned = points.at(-1)[1] - points[0][1];
  if (Math.abs(turned) > 180) {
    const pole = lat > 0 ? 90 : -90;
    points.push([pole, points.at(-1)[1]], [pole, points[0][1]]);
  }
  return points;
}
