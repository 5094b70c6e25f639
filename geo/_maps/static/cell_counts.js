// Counts of incidents in cells, of all time or of some of it, and the classes by which they are coloured.

const CLASSES = 6;
const UNEVEN = 10;
const ROUND = [1, 2, 5, 10];
const NOISE = 1e-9;
// So many classes take these of the six colours: far apart, and never the palest and the darkest alone.
const CHOSEN = { 1: [3], 2: [1, 4], 3: [1, 3, 4], 4: [0, 2, 3, 4], 5: [0, 1, 2, 3, 4] };

/** What the cells of a payload hold. */
export class CellCounts {
  constructor({ columns, count, bins }) {
    Object.assign(this, { columns, unit: bins.unit });
    this.all = Float64Array.from({ length: count }, (_, cell) => columns.count.at(cell));
    this.periodEnds = endsOf(columns["periods#"], count);
    this.kindEnds = endsOf(columns["kinds#"], count);
    if (this.unit) this.countPeriods();
  }

  /** How many incidents lie in each period from the first to the last, and how many in none. */
  countPeriods() {
    const { period, count } = this.parts("periods", ["period", "count"]);
    const length = this.periodEnds.at(-1);
    let [least, most] = [Infinity, -Infinity];
    for (let place = 0; place < length; place++) {
      least = Math.min(least, period.at(place));
      most = Math.max(most, period.at(place));
    }
    this.first = least;
    this.periods = new Float64Array(most - least + 1);
    this.dated = 0;
    for (let place = 0; place < length; place++) {
      this.periods[period.at(place) - least] += count.at(place);
      this.dated += count.at(place);
    }
  }

  get last() {
    return this.first + this.periods.length - 1;
  }

  /** The number of incidents in every cell: all, or those of some periods, [from, to]. */
  within(range) {
    if (!range || !this.unit) return this.all;
    const [from, to] = range;
    const { period, count } = this.parts("periods", ["period", "count"]);
    const found = new Float64Array(this.all.length);
    let place = 0;
    for (let cell = 0; cell < found.length; cell++) {
      for (; place < this.periodEnds[cell]; place++) {
        const when = period.at(place);
        if (when >= from && when <= to) found[cell] += count.at(place);
      }
    }
    return found;
  }

  /** How many incidents of each kind a cell holds: [[kind, count], …], the most frequent first. */
  kindsOf(cell) {
    const { kind, count } = this.parts("kinds", ["kind", "count"]);
    const found = [];
    for (let place = cell === 0 ? 0 : this.kindEnds[cell - 1]; place < this.kindEnds[cell]; place++) found.push([kind.at(place), count.at(place)]);
    return found.sort(([, one], [, other]) => other - one);
  }

  parts(name, parts) {
    return Object.fromEntries(parts.map((part) => [part, this.columns[`${name}.${part}`]]));
  }
}

/** Where what belongs to each cell ends. */
function endsOf(lengths, count) {
  const ends = new Uint32Array(count);
  let end = 0;
  for (let cell = 0; cell < count; cell++) ends[cell] = end += lengths?.at(cell) ?? 0;
  return ends;
}

/** The least count of every class: geo/_maps/classes.py in the browser. Cells with nothing in them are in none. */
export function findBreaks(counts) {
  const given = [...new Set(counts)].filter((count) => count > 0).sort((one, other) => one - other);
  if (given.length === 0) return [];
  const [least, most] = [given[0], given.at(-1)];
  if (most - least < CLASSES) return given;
  const places = Array.from({ length: CLASSES - 1 }, (_, place) => place + 1);
  const step = roundedUp((most - least) / CLASSES);
  const inner = most >= UNEVEN * least ? places.map((place) => rounded(least * (most / least) ** (place / CLASSES))) : places.map((place) => step * (Math.floor(least / step) + place));
  const breaks = [least, ...[...new Set(inner)].filter((each) => each > least && each <= most)];
  // A class of nothing is none: the one below reaches up to the next.
  const used = new Set(given.map((count) => classOf(count, breaks)));
  return breaks.filter((_, place) => used.has(place));
}

/** The number of the class of a count; -1 of none. */
export function classOf(count, breaks) {
  let place = breaks.length - 1;
  while (place >= 0 && count < breaks[place]) place -= 1;
  return place;
}

/** The colours of so many classes, of the six that there are. */
export function classColours(classes, colours) {
  return CHOSEN[classes]?.map((place) => colours[place]) ?? colours.slice(0, classes);
}

function rounded(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const off = (each) => Math.abs(Math.log((each * power) / value));
  return power * ROUND.reduce((best, each) => (off(each) < off(best) - NOISE ? each : best));
}

function roundedUp(value) {
  const power = value >= 1 ? 10 ** Math.floor(Math.log10(value)) : 1;
  return power * ROUND.find((each) => each * power >= value);
}
