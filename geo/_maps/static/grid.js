// What is near a place: items in the cells of a grid, which are twice as wide as anything that is near, so that
// the four round a place hold all of it. Cells share slots of a table; a stranger in one is only looked at in vain.

/** No item. */
export const NONE = -1;

/** Items, numbered from nought to `most`, by their places; what is nearer than half a cell is found. */
export class Grid {
  constructor(cell, most) {
    this.cell = cell;
    this.bits = 2 ** Math.ceil(Math.log2(2 * most + 2)) - 1;
    this.heads = new Int32Array(this.bits + 1).fill(NONE);
    this.next = new Int32Array(most);
    this.x = new Float64Array(most);
    this.y = new Float64Array(most);
  }

  slot(column, row) {
    const mixed = Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & this.bits;
  }

  slotOf(item) {
    return this.slot(Math.floor(this.x[item] / this.cell), Math.floor(this.y[item] / this.cell));
  }

  add(item, x, y) {
    this.x[item] = x;
    this.y[item] = y;
    const slot = this.slotOf(item);
    this.next[item] = this.heads[slot];
    this.heads[slot] = item;
  }

  remove(item) {
    const slot = this.slotOf(item);
    if (this.heads[slot] === item) this.heads[slot] = this.next[item];
    else {
      let before = this.heads[slot];
      while (this.next[before] !== item) before = this.next[before];
      this.next[before] = this.next[item];
    }
  }

  /** The nearest item that is nearer than `limit(item)`; NONE where there is none. */
  nearest(x, y, limit) {
    const [column, row] = [Math.round(x / this.cell), Math.round(y / this.cell)];
    let [found, least] = [NONE, Infinity];
    for (let step = 0; step < 4; step++) {
      const slot = this.slot(column - (step & 1), row - (step >> 1));
      for (let item = this.heads[slot]; item !== NONE; item = this.next[item]) {
        const [across, down] = [this.x[item] - x, this.y[item] - y];
        const square = across * across + down * down;
        if (square >= least) continue;
        const most = limit(item);
        if (most < 0 || square >= most * most) continue;
        found = item;
        least = square;
      }
    }
    return found;
  }
}
