// The map on paper: one sheet with the picture of the view and, when an incident is chosen, its facts.

import { element } from "./dom.js";

// What A4 and Letter both hold within the margins of map.css, in millimetres.
const SHEETS = { wide: [257, 186], high: [186, 257] };
const GAP = 6;
// Facts beside the picture are no narrower; they get more of the sheet only when they would be too small to read.
const FACTS_WIDTH = 78;
const SHARES = [0.62, 0.5, 0.4];
const [LARGEST_PT, READABLE_PT, SMALLEST_PT] = [9.5, 6.5, 1];
// Letters are a little wider on paper than on the screen on which they are measured.
const CAUTION = 0.97;
const TEXT_MM = 2.6;
const KEY_PX = 12.5;
// Around the map the picture needs so much more, roughly; only the size of its letters hangs on it.
const AROUND = [2, 1.32];
const DOTS_PER_MM = 9;
// Chromium prints a canvas at a multiple of 1/64 of its size, rounded down: it gets such a size, and a transform does the rest.
const SHRUNK = 0.25;
const PX_IN_MM = 96 / 25.4;

/**
 * Lets the browser print one sheet instead of the page.
 *
 * `size()` gives width and height of the map on the screen, `draw({ letters, scale })` a picture of the view, and `facts()` an
 * element to print a copy of, or null.
 */
export function preparePrint({ size, draw, facts }) {
  const root = document.documentElement;
  let sheet = null;
  const begin = () => {
    if (sheet) return;
    sheet = layOut(size(), draw, facts());
    root.classList.add("geo-printing");
  };
  const end = () => {
    sheet?.remove();
    sheet = null;
    if (!document.querySelector(".geo-print")) root.classList.remove("geo-printing");
  };
  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
  // Some browsers tell of printing in this way only.
  matchMedia("print").addEventListener("change", ({ matches }) => (matches ? begin() : end()));
}

function layOut(size, draw, told) {
  const first = told ? SHARES[0] : 1;
  const name = ["wide", "high"].map((each) => [fitted(size, roomFor(each, first, told)), each]).sort(([one], [other]) => other - one)[0][1];
  const room = roomFor(name, first, told);
  const letters = Math.max(0.5, Math.min(2, TEXT_MM / KEY_PX / fitted(size, room)));
  const picture = draw({ letters, scale: Math.max(2, (DOTS_PER_MM * room[0]) / size[0]) });
  const [width, height] = SHEETS[name];
  const frame = element("div", { class: "geo-print-picture" }, picture);
  const sheet = element("div", { class: `geo-print geo-print-${name}` }, frame);
  picture.style.width = `${picture.width * SHRUNK}px`;
  picture.style.height = `${picture.height * SHRUNK}px`;
  sheet.style.width = `${width}mm`;
  sheet.style.height = `${height}mm`;
  const place = (share) => {
    const [across, down] = roomFor(name, share, told);
    const scale = Math.min(across / picture.width, down / picture.height);
    frame.style.width = `${picture.width * scale}mm`;
    frame.style.height = `${picture.height * scale}mm`;
    picture.style.transform = `scale(${(scale * PX_IN_MM) / SHRUNK})`;
  };
  place(first);
  document.body.append(sheet);
  if (told) {
    const copy = copyOf(told);
    sheet.append(copy);
    fit(copy, place);
  }
  return sheet;
}

/** The room of the picture on a sheet: all of it, or a share beside or above the facts. */
function roomFor(name, share, told) {
  const [width, height] = SHEETS[name];
  if (!told) return [width, height];
  return name === "wide" ? [Math.min(width - FACTS_WIDTH - GAP, width * share * 1.15), height] : [width, height * share];
}

/** How many millimetres a pixel of the screen becomes when the picture of a map of some size fills a room. */
function fitted([width, height], [across, down]) {
  const [more, times] = AROUND;
  return Math.min(across / (width + more), down / (height * times));
}

/** The facts without what only a screen can do. */
function copyOf(told) {
  const copy = told.cloneNode(true);
  copy.querySelectorAll("button, .geo-paging, .geo-ring-control").forEach((button) => button.remove());
  copy.className = "geo-print-facts";
  return copy;
}

/** Makes the facts as large as fits, and rather the picture smaller than the facts unreadable. */
function fit(facts, place) {
  const use = (points) => {
    facts.style.fontSize = `${points}pt`;
    return facts.scrollWidth <= facts.clientWidth + 1 && facts.scrollHeight <= facts.clientHeight + 1;
  };
  for (const share of SHARES) {
    place(share);
    const least = share === SHARES.at(-1) ? SMALLEST_PT : READABLE_PT;
    for (let points = LARGEST_PT; points >= least; points *= 0.95) {
      if (!use(points)) continue;
      use(CAUTION * points);
      return;
    }
  }
}
