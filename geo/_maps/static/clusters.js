// Spots near each other taken together: which ones depends on the zoom alone, never on where the map is.
//
// Spots are taken one after another, those with most incidents first. Each joins the nearest group whose first
// spot is within NEAR pixels, or begins a group of its own. A group stands in the middle of its incidents, so it
// may come to stand over another: of two that would overlap the smaller is taken into the larger, until none do.
// A spot that is alone stays where it is.

import { Grid, NONE } from "./grid.js";
import { MIXED } from "./spots.js";

const NEAR = 40;
const GAP = 2;
const WORLD = 256;
// Zooms whose groups are remembered; a reader goes to and fro between few.
const KEPT = 6;

/** Groups in the making; places are in pixels of the whole world. */
class Draft {
  constructor(spots, size, radius) {
    const { length } = spots.order;
    Object.assign(this, { spots, size, radius, length: 0 });
    this.of = new Int32Array(length);
    for (const name of ["x", "y", "weight", "reach"]) this[name] = new Float64Array(length);
    this.spotsIn = new Uint32Array(length);
    this.into = new Int32Array(length).fill(NONE);
  }

  gather() {
    const { spots: { order, shown, x, y }, size, of, weight } = this;
    const seeds = new Grid(2 * NEAR, order.length);
    const near = () => NEAR;
    for (let place = 0; place < order.length; place++) {
      const spot = order[place];
      const [across, down] = [x[spot] * size, y[spot] * size];
      let group = seeds.nearest(across, down, near);
      if (group === NONE) {
        group = this.length++;
        seeds.add(group, across, down);
      }
      of[place] = group;
      this.spotsIn[group] += 1;
      weight[group] += shown[spot];
      this.x[group] += shown[spot] * across;
      this.y[group] += shown[spot] * down;
    }
  }

  merge() {
    const { x, y, weight, reach, spotsIn, into } = this;
    let widest = 0;
    for (let group = 0; group < this.length; group++) {
      x[group] /= weight[group];
      y[group] /= weight[group];
      widest = Math.max(widest, this.measure(group));
    }
    // As wide as the symbol of all incidents together could be.
    const total = weight.reduce((sum, each) => sum + each, 0);
    const grid = new Grid(2 * (widest + this.radius(total, true) + GAP), this.length);
    for (let group = 0; group < this.length; group++) grid.add(group, x[group], y[group]);
    // Spots that are alone are farther from each other than two symbols are wide.
    const moved = [];
    for (let group = this.length - 1; group >= 0; group--) if (spotsIn[group] > 1) moved.push(group);
    while (moved.length) {
      const group = moved.pop();
      if (into[group] !== NONE) continue;
      const other = grid.nearest(x[group], y[group], (each) => (each === group ? NONE : reach[each] + reach[group] + GAP));
      if (other === NONE) continue;
      const [large, small] = weight[group] >= weight[other] ? [group, other] : [other, group];
      grid.remove(large);
      grid.remove(small);
      const both = weight[large] + weight[small];
      x[large] += ((x[small] - x[large]) * weight[small]) / both;
      y[large] += ((y[small] - y[large]) * weight[small]) / both;
      weight[large] = both;
      spotsIn[large] += spotsIn[small];
      into[small] = large;
      this.measure(large);
      grid.add(large, x[large], y[large]);
      moved.push(large);
    }
  }

  measure(group) {
    this.reach[group] = this.radius(this.weight[group], this.spotsIn[group] > 1);
    return this.reach[group];
  }
}

/** Groups as they are drawn, told like spots (spots.js); a group of one spot is that spot. */
class Groups {
  constructor(spots, { of, into, size, x, y, reach, length: drafted }) {
    this.spots = spots;
    const numbers = new Int32Array(drafted).fill(NONE);
    let length = 0;
    for (let group = 0; group < drafted; group++) if (into[group] === NONE) numbers[group] = length++;
    this.length = length;
    this.order = Uint32Array.from({ length }, (_, group) => group);
    this.x = new Float64Array(length);
    this.y = new Float64Array(length);
    this.radius = new Float64Array(length);
    for (let group = 0; group < drafted; group++) {
      const number = numbers[group];
      if (number !== NONE) [this.x[number], this.y[number], this.radius[number]] = [x[group] / size, y[group] / size, reach[group]];
    }
    const final = of.map((group) => {
      let last = group;
      while (into[last] !== NONE) last = into[last];
      return numbers[last];
    });
    this.sortSpots(final);
    this.count();
  }

  /** Spots of each group, one group after another. */
  sortSpots(final) {
    this.starts = new Uint32Array(this.length + 1);
    for (const group of final) this.starts[group + 1] += 1;
    for (let group = 0; group < this.length; group++) this.starts[group + 1] += this.starts[group];
    this.sorted = new Uint32Array(final.length);
    const next = this.starts.slice();
    for (let place = 0; place < final.length; place++) this.sorted[next[final[place]]++] = this.spots.order[place];
  }

  count() {
    const { spots, starts, sorted } = this;
    this.shown = new Uint32Array(this.length);
    this.hollowShown = new Uint32Array(this.length);
    this.categoryShown = new Uint8Array(this.length);
    for (let group = 0; group < this.length; group++) {
      const first = sorted[starts[group]];
      let category = spots.categoryShown[first];
      for (let place = starts[group]; place < starts[group + 1]; place++) {
        const spot = sorted[place];
        this.shown[group] += spots.shown[spot];
        this.hollowShown[group] += spots.hollowShown[spot];
        if (spots.categoryShown[spot] !== category) category = MIXED;
      }
      this.categoryShown[group] = category;
      // As exactly as the spot has it.
      if (!this.isGroup(group)) [this.x[group], this.y[group]] = [spots.x[first], spots.y[first]];
    }
  }

  /** Whether there is more than one spot in it. */
  isGroup(group) {
    return this.starts[group + 1] - this.starts[group] > 1;
  }

  /** The numbers of its spots. */
  members(group) {
    return this.sorted.subarray(this.starts[group], this.starts[group + 1]);
  }

  /** What holds all its spots: [west, south, east, north], degrees. */
  box(group) {
    const { lon, lat } = this.spots;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const spot of this.members(group)) {
      box[0] = Math.min(box[0], lon[spot]);
      box[1] = Math.min(box[1], lat[spot]);
      box[2] = Math.max(box[2], lon[spot]);
      box[3] = Math.max(box[3], lat[spot]);
    }
    return box;
  }

  /** The seen rows of a group, in the order of the table. */
  rows(group, mask) {
    return [...this.members(group)].flatMap((spot) => this.spots.rows(spot, mask)).sort((one, other) => one - other);
  }

  /** The group at a place of the projection; `radius(group)` is its size there; or null. */
  at(x, y, radius) {
    for (const group of this.order) {
      const [across, down, size] = [this.x[group] - x, this.y[group] - y, radius(group)];
      if (across * across + down * down <= size * size) return group;
    }
    return null;
  }
}

/** Groups the seen spots as they are at a whole zoom. */
export function groupSpots(spots, zoom, radius) {
  const draft = new Draft(spots, WORLD * 2 ** zoom, radius);
  draft.gather();
  draft.merge();
  return new Groups(spots, draft);
}

/** The groups of the seen spots at any zoom; `radius(count, isGroup)` is how large each symbol is, pixels. */
export class Clusters {
  constructor(spots, radius) {
    Object.assign(this, { spots, radius, order: null, known: new Map() });
  }

  /** The groups at a zoom: those of the whole zoom below, at which they are nearest to each other. */
  at(zoom) {
    // Counting anew what is seen makes a new order.
    if (this.order !== this.spots.order) this.known.clear();
    this.order = this.spots.order;
    const whole = Math.floor(zoom);
    const found = this.known.get(whole) ?? groupSpots(this.spots, whole, this.radius);
    this.known.delete(whole);
    this.known.set(whole, found);
    if (this.known.size > KEPT) this.known.delete(this.known.keys().next().value);
    return found;
  }
}
