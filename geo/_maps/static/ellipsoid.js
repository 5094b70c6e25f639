// WGS84: its size and shape, and what follows from them.

export const A = 6378137;
export const F = 1 / 298.257223563;
export const B = A * (1 - F);
export const RADIANS = Math.PI / 180;

const SECOND_ECCENTRICITY_SQ = (A * A - B * B) / (B * B);

/** Vincenty's A and B: how a geodesic is longer than its arc on the auxiliary sphere. */
export function lengthSeries(cosSqAlpha) {
  const uSq = cosSqAlpha * SECOND_ECCENTRICITY_SQ;
  return {
    bigA: 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq))),
    bigB: (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq))),
  };
}

/** Vincenty's delta sigma: what the arc sigma, whose middle lies at half of the angle of cos2m, has to be mended by. */
export function arcExcess(bigB, sin, cos, cos2m) {
  const tail = (bigB / 6) * cos2m * (-3 + 4 * sin * sin) * (-3 + 4 * cos2m * cos2m);
  return bigB * sin * (cos2m + (bigB / 4) * (cos * (-1 + 2 * cos2m * cos2m) - tail));
}

/** By how much the longitude on the ellipsoid is less than on the auxiliary sphere. */
export function longitudeExcess(sinAlpha, cosSqAlpha, sigma, sin, cos, cos2m) {
  const c = (F / 16) * cosSqAlpha * (4 + F * (4 - 3 * cosSqAlpha));
  return (1 - c) * F * sinAlpha * (sigma + c * sin * (cos2m + c * cos * (-1 + 2 * cos2m * cos2m)));
}
