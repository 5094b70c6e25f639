// The inverse problem on WGS84: how far from one point to another, and in which direction one sets out.
//
// Ordinary pairs are Vincenty's (1975). His iteration does not converge where the second point is nearly opposite the
// first. There the azimuth is found as Karney shows (Algorithms for geodesics, 2013, section 4): with the first point in
// the south and no nearer to the equator than the second, the longitude at which a geodesic comes to the second latitude
// grows with its azimuth, from 0 northwards to half a turn southwards; one azimuth hits the second point, and halving
// what is left of that range finds it without fail.

import { A, arcExcess, B, F, lengthSeries, longitudeExcess, RADIANS } from "./ellipsoid.js";

// Radians on the sphere: farther than this Vincenty's iteration is slow, and from about 3.13 on it fails.
const NEARLY_OPPOSITE = 3;
const MOST_ROUNDS = 30;
const MOST_HALVINGS = 200;
// A hundredth of a millimetre: latitudes nearer to the equator count as on it.
const ON_EQUATOR = 1e-10;

/** From one point to another, degrees in: metres, and degrees from north; an azimuth of null where both are one point. */
export function measure(lon1, lat1, lon2, lat2) {
  const turn = lon2 - lon1;
  const lambda = (turn - 360 * Math.round(turn / 360)) * RADIANS;
  const found = vincenty(lambda, reduce(lat1), reduce(lat2)) ?? opposite(lambda, lat1, lat2);
  if (!(found.distance > 0)) return { distance: found.distance, azimuth: null };
  return { distance: found.distance, azimuth: (found.alpha / RADIANS + 360) % 360 };
}

/** The reduced latitude. */
function reduce(lat) {
  const tan = (1 - F) * Math.tan(lat * RADIANS);
  const cos = 1 / Math.sqrt(1 + tan * tan);
  return { sin: tan * cos, cos };
}

/** Distance and azimuth by Vincenty's iteration; null where it may not converge. */
function vincenty(l, from, to) {
  const sines = from.sin * to.sin;
  const cosines = from.cos * to.cos;
  let lambda = l;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const cosLambda = Math.cos(lambda);
    const east = to.cos * Math.sin(lambda);
    const north = from.cos * to.sin - from.sin * to.cos * cosLambda;
    const sin = Math.sqrt(east * east + north * north);
    if (sin === 0 && cosLambda > 0) return { distance: 0, alpha: 0 };
    const cos = sines + cosines * cosLambda;
    const sigma = Math.atan2(sin, cos);
    if (sigma > NEARLY_OPPOSITE) return null;
    const sinAlpha = (from.cos * east) / sin;
    const cosSqAlpha = 1 - sinAlpha * sinAlpha;
    // Along the equator the middle of the arc is nowhere and counts for nothing.
    const cos2m = cosSqAlpha > 1e-15 ? cos - (2 * sines) / cosSqAlpha : 0;
    const next = l + longitudeExcess(sinAlpha, cosSqAlpha, sigma, sin, cos, cos2m);
    if (Math.abs(next - lambda) < 1e-12) {
      const { bigA, bigB } = lengthSeries(cosSqAlpha);
      return { distance: B * bigA * (sigma - arcExcess(bigB, sin, cos, cos2m)), alpha: Math.atan2(east, north) };
    }
    lambda = next;
  }
  return null;
}

/** Distance and azimuth of any pair, by halving; the pair is turned so that the longitude grows with the azimuth. */
function opposite(lambda, lat1, lat2) {
  const [phi1, phi2] = [lat1, lat2].map((lat) => (Math.abs(lat) < ON_EQUATOR ? 0 : lat));
  if (phi1 === 0 && phi2 === 0 && Math.abs(lambda) <= (1 - F) * Math.PI) {
    return { distance: A * Math.abs(lambda), alpha: Math.sign(lambda) * (Math.PI / 2) };
  }
  const isSwapped = Math.abs(phi1) < Math.abs(phi2);
  const [near, far] = isSwapped ? [phi2, phi1] : [phi1, phi2];
  const mirror = near > 0 ? -1 : 1;
  const geodesic = aim(Math.abs(lambda), reduce(mirror * near), reduce(mirror * far));
  // Seen from its other end, in a mirror that has east on the left, a geodesic goes as far east and as far back north.
  const [east, north] = isSwapped
    ? [geodesic.sinAlpha2, -mirror * geodesic.cosAlpha2]
    : [geodesic.sinAlpha1, mirror * geodesic.cosAlpha1];
  return { distance: geodesic.distance, alpha: Math.atan2(lambda < 0 ? -east : east, north) };
}

/** The geodesic that comes to a latitude after a given longitude, 0 to pi; from the south, from farther off the equator. */
function aim(lambda, from, to) {
  // How far north of east one sets out: near nought, which is where most depends on it, this is finer than an azimuth.
  let [low, high] = [-Math.PI / 2, Math.PI / 2];
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (arrive(middle, from, to).lambda > lambda) low = middle;
    else high = middle;
  }
  return arrive(low, from, to);
}

/** Where a geodesic that sets out so far north of east first comes northwards to a latitude, and how long it is. */
function arrive(northing, from, to) {
  // On the equator the first point still counts as south of it, else eastwards and westwards were one.
  const sin1 = from.sin === 0 ? -1e-300 : from.sin;
  const [sinAlpha1, cosAlpha1] = [Math.cos(northing), Math.sin(northing)];
  const sinAlpha = sinAlpha1 * from.cos;
  const cosSqAlpha = cosAlpha1 * cosAlpha1 + sinAlpha1 * sinAlpha1 * from.sin * from.sin;
  const run1 = cosAlpha1 * from.cos;
  // The same difference twice; each is exact where the other is not.
  const wider = from.cos < -from.sin ? (to.cos - from.cos) * (to.cos + from.cos) : (from.sin - to.sin) * (from.sin + to.sin);
  const run2 = Math.sqrt(run1 * run1 + Math.max(0, wider));
  const [sigma1, sigma2] = [Math.atan2(sin1, run1), Math.atan2(to.sin, run2)];
  const sigma = sigma2 - sigma1;
  const [sin, cos, cos2m] = [Math.sin(sigma), Math.cos(sigma), Math.cos(sigma1 + sigma2)];
  const omega = Math.atan2(sinAlpha * to.sin, run2) - Math.atan2(sinAlpha * sin1, run1);
  const { bigA, bigB } = lengthSeries(cosSqAlpha);
  return {
    lambda: omega - longitudeExcess(sinAlpha, cosSqAlpha, sigma, sin, cos, cos2m),
    distance: B * bigA * (sigma - arcExcess(bigB, sin, cos, cos2m)),
    sinAlpha1, cosAlpha1, sinAlpha2: sinAlpha / to.cos, cosAlpha2: run2 / to.cos,
  };
}
