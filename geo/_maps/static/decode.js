// Coordinates from short text: the other half of geo/_maps/encoding.py.

const BITS = 5;
const FIRST = 63;

/** Returns an array of [lat, lon] pairs, in the order Leaflet wants. */
export function decodeLine(text, step) {
  const found = [];
  let position = 0;
  let lon = 0;
  let lat = 0;
  const next = () => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const code = text.charCodeAt(position++) - FIRST;
      // Multiplied, not shifted: fine grids need more than 32 bits.
      value += (code & 31) * factor;
      if (code < 32) break;
      factor *= 2 ** BITS;
    }
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };
  while (position < text.length) {
    lon += next();
    lat += next();
    found.push([lat * step, lon * step]);
  }
  return found;
}
