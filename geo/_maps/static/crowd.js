// Very many symbols, stamped pixel by pixel: a browser takes ten times as long to draw as many pictures.

const CELL = 2;
const OPAQUE = 250;

/** A picture as large as a canvas, of which each place is stamped once. */
export class Crowd {
  constructor({ min, max }, fine, margin) {
    Object.assign(this, { min, fine, margin });
    this.width = Math.ceil((max.x - min.x) * fine);
    this.height = Math.ceil((max.y - min.y) * fine);
    this.image = new ImageData(this.width, this.height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.across = Math.ceil((max.x - min.x + 2 * margin) / CELL);
    this.taken = new Uint8Array(this.across * Math.ceil((max.y - min.y + 2 * margin) / CELL + 1));
  }

  /** Stamps a symbol with its middle at a place, unless there is one already; `sprite` is { data, width }, all in pixels. */
  stamp(sprite, x, y) {
    const cell = Math.floor((y - this.min.y + this.margin) / CELL) * this.across + Math.floor((x - this.min.x + this.margin) / CELL);
    if (this.taken[cell]) return;
    this.taken[cell] = 1;
    const left = Math.round((x - this.min.x) * this.fine - sprite.width / 2);
    const top = Math.round((y - this.min.y) * this.fine - sprite.width / 2);
    for (let row = Math.max(0, -top); row < sprite.width && top + row < this.height; row++) {
      for (let column = Math.max(0, -left); column < sprite.width && left + column < this.width; column++) {
        const from = row * sprite.width + column;
        const alpha = sprite.data[4 * from + 3];
        if (alpha === 0) continue;
        const to = (top + row) * this.width + left + column;
        if (alpha >= OPAQUE) this.pixels[to] = sprite.pixels[from];
        else blend(this.image.data, 4 * to, sprite.data, 4 * from);
      }
    }
  }

  /** Lays the picture over what is on a canvas. */
  drawOn(paper) {
    const own = document.createElement("canvas");
    [own.width, own.height] = [this.width, this.height];
    own.getContext("2d").putImageData(this.image, 0, 0);
    paper.drawImage(own, this.min.x, this.min.y, this.width / this.fine, this.height / this.fine);
  }
}

/** Lays one pixel over another. */
function blend(under, at, over, from) {
  const alpha = over[from + 3] / 255;
  const rest = (under[at + 3] / 255) * (1 - alpha);
  const whole = alpha + rest;
  for (let channel = 0; channel < 3; channel++) {
    under[at + channel] = (over[from + channel] * alpha + under[at + channel] * rest) / whole;
  }
  under[at + 3] = 255 * whole;
}
