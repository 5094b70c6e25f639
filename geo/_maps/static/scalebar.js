// A scale in kilometres and miles, as true as the projection allows: for the middle of what is seen.

import { number, say } from "./lang.js";

const EQUATOR_M = 6378137;
const ECCENTRICITY = 0.00669437999014;
const FOOT_M = 0.3048;
const FEET_IN_MILE = 5280;
// Where the scale differs by more from the upper edge to the lower one, it says of which latitude it is.
const MOST_DIFFERENCE = 1.1;
// Against the size of the letters: how high a tick is, how thick the line.
const TICK = 0.42;
const STROKE = 0.12;

/** Metres on the ground for each pixel of the map at a latitude; along the parallel of WGS 84. */
export function metresPerPixel(lat, worldPixels) {
  const sine = Math.sin((lat * Math.PI) / 180);
  const radius = (EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / Math.sqrt(1 - ECCENTRICITY * sine * sine);
  return (2 * Math.PI * radius) / worldPixels;
}

/** The largest round number that is not more than this: 1, 2, 3 or 5 with zeros. */
export function roundBelow(value) {
  const ten = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [5, 3, 2, 1].find((digit) => digit * ten <= value * (1 + 1e-9)) * ten;
}

/** The scale of what a map shows: { metric, imperial, note }; each bar has `pixels` and `text`. */
export function scaleOf(map, widest) {
  const size = map.getSize();
  const world = map.options.crs.scale(map.getZoom());
  const at = (y) => map.containerPointToLatLng([size.x / 2, y]).lat;
  const [top, middle, bottom] = [0, size.y / 2, size.y].map(at);
  const metres = metresPerPixel(middle, world);
  const [most, feet] = [metres * widest, (metres * widest) / FOOT_M];
  const metric = roundBelow(most);
  const miles = feet >= FEET_IN_MILE;
  const imperial = roundBelow(miles ? feet / FEET_IN_MILE : feet);
  const scales = [top, middle, bottom].map((lat) => metresPerPixel(lat, world));
  const degrees = `${number(Math.abs(middle))}\u00b0`;
  const north = middle < 0 ? say("at {latitude} S", { latitude: degrees }) : say("at {latitude} N", { latitude: degrees });
  const note = Math.abs(middle) < 0.5 ? say("at the equator") : north;
  return {
    metric: { pixels: metric / metres, metres: metric, text: metric >= 1000 ? say("{count} km", { count: number(metric / 1000) }) : say("{count} m", { count: number(metric) }) },
    imperial: { pixels: (imperial * FOOT_M * (miles ? FEET_IN_MILE : 1)) / metres, text: miles ? say("{count} mi", { count: number(imperial) }) : say("{count} ft", { count: number(imperial) }) },
    note: Math.max(...scales) / Math.min(...scales) > MOST_DIFFERENCE ? note : "",
  };
}

/** A block of a scale bar: kilometres over the line, miles under it. */
export function scaleBlock({ paper, family }, map, { size, ink, widest }) {
  const { metric, imperial, note } = scaleOf(map, widest);
  const font = `400 ${size}px ${family}`;
  paper.font = font;
  const measure = (text) => paper.measureText(text).width;
  const tick = TICK * size;
  const bars = Math.max(metric.pixels, imperial.pixels, measure(metric.text), measure(imperial.text));
  const width = bars + (note ? size + measure(note) : 0);
  const draw = (x, y) => {
    const middle = y + size + tick + 1;
    Object.assign(paper, { font, direction: "ltr", fillStyle: ink, strokeStyle: ink, globalAlpha: 1, lineWidth: STROKE * size, lineJoin: "miter", lineCap: "butt", textAlign: "left", textBaseline: "alphabetic" });
    paper.setLineDash([]);
    const step = (side, pixels) => {
      paper.moveTo(x, middle + side * tick);
      paper.lineTo(x, middle);
      paper.lineTo(x + pixels, middle);
      paper.lineTo(x + pixels, middle + side * tick);
    };
    paper.beginPath();
    step(-1, metric.pixels);
    step(1, imperial.pixels);
    paper.stroke();
    paper.fillText(metric.text, x, middle - tick - 2);
    paper.fillText(imperial.text, x, middle + tick + 0.85 * size);
    if (note) paper.fillText(note, x + width - measure(note), middle + 0.35 * size);
  };
  return { height: 2.1 * size + 2 * tick + 2, width, draw };
}
