// Incidents at one coordinate are one spot: how many are seen there, of which category, how precise. Never moved apart.

const MERCATOR_LIMIT = 85.05;
const NONE = -1;
/** Several categories at one spot, or none of them. */
export const MIXED = 254;
export const UNSTATED = 255;

/** Groups rows by their coordinates; `isSpot(row)` says which have a symbol of their own. */
export class Spots {
  constructor(columns, count, isSpot) {
    const { lon, lat, precision_m: precision, category } = columns;
    this.of = new Int32Array(count).fill(NONE);
    this.hollow = new Uint8Array(count);
    this.category = new Uint8Array(count).fill(UNSTATED);
    const [lons, lats] = [new Float64Array(count), new Float64Array(count)];
    const size = 2 ** Math.ceil(Math.log2(2 * count + 2));
    const table = new Int32Array(size).fill(NONE);
    const numbers = new Float64Array(2);
    const bits = new Int32Array(numbers.buffer);
    let found = 0;
    for (let row = 0; row < count; row++) {
      if (!isSpot(row)) continue;
      [numbers[0], numbers[1]] = [lon.at(row), lat.at(row)];
      let slot = (Math.imul(bits[0] ^ Math.imul(bits[1], 0x9e3779b1), 0x85ebca6b) ^ Math.imul(bits[2] ^ Math.imul(bits[3], 0xc2b2ae35), 0x27d4eb2f)) & (size - 1);
      while (table[slot] !== NONE && (lons[table[slot]] !== numbers[0] || lats[table[slot]] !== numbers[1])) slot = (slot + 1) & (size - 1);
      if (table[slot] === NONE) {
        table[slot] = found;
        [lons[found], lats[found]] = numbers;
        found += 1;
      }
      this.of[row] = table[slot];
      this.hollow[row] = (precision?.at(row) ?? 0) > 0 ? 1 : 0;
      this.category[row] = category?.at(row) ?? UNSTATED;
    }
    this.length = found;
    this.lon = lons.slice(0, found);
    this.lat = lats.slice(0, found);
    this.sortRows(count);
    this.project();
    this.shown = new Uint32Array(found);
    this.hollowShown = new Uint32Array(found);
    this.categoryShown = new Uint8Array(found);
    this.order = new Uint32Array(0);
  }

  /** Rows of each spot, one spot after another. */
  sortRows(count) {
    this.starts = new Uint32Array(this.length + 1);
    for (let row = 0; row < count; row++) if (this.of[row] !== NONE) this.starts[this.of[row] + 1] += 1;
    for (let spot = 0; spot < this.length; spot++) this.starts[spot + 1] += this.starts[spot];
    this.sorted = new Uint32Array(this.starts[this.length]);
    const next = this.starts.slice();
    for (let row = 0; row < count; row++) if (this.of[row] !== NONE) this.sorted[next[this.of[row]]++] = row;
  }

  /** The square of the map's projection, 0 to 1 from the north-west; wider where longitudes run on. */
  project() {
    [this.x, this.y] = [new Float64Array(this.length), new Float64Array(this.length)];
    for (let spot = 0; spot < this.length; spot++) {
      const lat = Math.max(-MERCATOR_LIMIT, Math.min(MERCATOR_LIMIT, this.lat[spot]));
      const sine = Math.sin((lat * Math.PI) / 180);
      this.x[spot] = this.lon[spot] / 360 + 0.5;
      this.y[spot] = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    }
  }

  /** Counts anew what is seen; `mask` holds 1 for every row that is. */
  count(mask) {
    this.shown.fill(0);
    this.hollowShown.fill(0);
    for (let spot = 0; spot < this.length; spot++) {
      let category = UNSTATED;
      for (let place = this.starts[spot]; place < this.starts[spot + 1]; place++) {
        const row = this.sorted[place];
        if (!mask[row]) continue;
        if (this.shown[spot] === 0) category = this.category[row];
        else if (category !== this.category[row]) category = MIXED;
        this.shown[spot] += 1;
        this.hollowShown[spot] += this.hollow[row];
      }
      this.categoryShown[spot] = category;
    }
    this.sortSpots();
  }

  /** Spots with many incidents come first, so that the small symbols lie on the large. */
  sortSpots() {
    const several = [];
    const singles = new Uint32Array(this.length);
    let found = 0;
    for (let spot = 0; spot < this.length; spot++) {
      if (this.shown[spot] === 1) singles[found++] = spot;
      else if (this.shown[spot] > 1) several.push(spot);
    }
    several.sort((one, other) => this.shown[other] - this.shown[one]);
    this.order = new Uint32Array(several.length + found);
    this.order.set(several);
    this.order.set(singles.subarray(0, found), several.length);
  }

  /** The seen rows of a spot. */
  rows(spot, mask) {
    return [...this.sorted.subarray(this.starts[spot], this.starts[spot + 1])].filter((row) => mask[row]);
  }

  /** The seen spot at a place of the projection, the topmost; `radius(spot)` is its size there; or null. */
  at(x, y, radius) {
    for (let place = this.order.length - 1; place >= 0; place--) {
      const spot = this.order[place];
      const [across, down, size] = [this.x[spot] - x, this.y[spot] - y, radius(spot)];
      if (across * across + down * down <= size * size) return spot;
    }
    return null;
  }
}
