// A picture of the view to take away: title, map, scale, credit and legend on one canvas, as sharp as is asked for.

import { keyBlock } from "./keyblock.js";
import { say } from "./lang.js";
import { paintMap } from "./paintmap.js";
import { scaleBlock } from "./scalebar.js";
import { textBlock } from "./typeset.js";

// Canvases that are larger stay empty in some browsers.
const LONGEST_SIDE = 8192;
const MOST_PIXELS = 16_000_000;
const MARGIN = 22;
const LEAST_WIDTH = 340;
const WIDE = 600;
const WIDEST_SCALE = 120;

/**
 * Draws what the map shows now, with all that a reader needs to understand it elsewhere.
 *
 * `stage` is an element of the map's page, whose letters and colours are used; `subtitle` is a text or several, `notes` are paragraphs; `legend` holds
 * entries { svg, text }, headings without svg. `scale` is how many pixels a pixel of the screen becomes, `letters` how much
 * larger than on the screen the texts around the map are, `paper` a colour instead of the
 * page's, `margin` what is left free at each edge. Returns a canvas, whose `dataset.map` says where on it the map is.
 */
export function drawSnapshot({ map, stage, title, subtitle = "", notes = [], legend = [], credit, scale = 2, letters = 1, paper = null, margin = MARGIN }) {
  const look = getComputedStyle(stage);
  const colour = (name) => look.getPropertyValue(`--${name}`).trim();
  const size = map.getSize();
  const width = Math.max(LEAST_WIDTH, size.x);
  // Texts are measured before the canvas is there, whose size depends on them.
  const pen = { paper: document.createElement("canvas").getContext("2d"), family: look.fontFamily };
  const compose = (fine) => composePage(pen, { map, size, width, title, subtitle, notes, legend, credit, letters, colour, scale: fine });
  const { height } = compose(scale);
  const [across, down] = [width + 2 * margin, Math.ceil(height + 2 * margin)];
  const fine = Math.min(scale, LONGEST_SIDE / across, LONGEST_SIDE / down, Math.sqrt(MOST_PIXELS / across / down));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.floor(across * fine), Math.floor(down * fine)];
  pen.paper = canvas.getContext("2d");
  pen.paper.scale(fine, fine);
  pen.paper.fillStyle = paper ?? colour("paper");
  pen.paper.fillRect(0, 0, across + 1, down + 1);
  const { blocks, mapAt: [left, top] } = compose(fine);
  for (const { block, x, y } of blocks) block.draw(margin + x, margin + y);
  canvas.dataset.map = [margin + left, margin + top, size.x, size.y].map((each) => (each * fine).toFixed(3)).join(" ");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", say("Map: {title}", { title }));
  return canvas;
}

/** The picture as a PNG file. */
export function snapshotBlob(canvas) {
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error(say("The browser made no picture.")))), "image/png");
  });
}

/** Puts all blocks under each other: { blocks, height, mapAt }. */
function composePage(pen, { map, size, width, title, subtitle, notes, legend, credit, letters, colour, scale }) {
  const blocks = [];
  let height = 0;
  const add = (block, gap = 0, x = 0) => {
    if (block.height <= 0) return;
    height += blocks.length ? gap : 0;
    blocks.push({ block, x, y: height });
    height += block.height;
  };
  const small = { size: 11.5 * letters, ink: colour("soft"), width };
  add(textBlock(pen, title, { size: letters * (width < WIDE ? 20 : 25), weight: 700, ink: colour("ink"), width, leading: 1.2 }));
  for (const text of [subtitle].flat()) add(textBlock(pen, text, { size: 14 * letters, ink: colour("soft"), width }), 5);
  const mapLeft = Math.floor((width - size.x) / 2);
  // On whole pixels, or every line of the map would blur.
  height = Math.ceil(height);
  add(mapBlock(pen, map, size, scale, colour("rule")), 14, mapLeft);
  const mapAt = [mapLeft, blocks.at(-1).y];
  const bar = scaleBlock(pen, map, { size: 11.5 * letters, ink: colour("ink"), widest: Math.min(WIDEST_SCALE * letters, width / 3) });
  const credits = textBlock(pen, credit, small);
  const beside = bar.width + 24 + credits.width <= width;
  add(bar, 6);
  if (beside) blocks.push({ block: credits, x: width - credits.width, y: height - bar.height });
  if (legend.length) {
    add(ruleBlock(pen, width, colour("rule")), beside ? 6 : 8);
    add(keyBlock(pen, legend, { size: 12.5 * letters, ink: colour("ink"), soft: colour("soft"), width, scale }), 11);
  }
  const last = [...notes, ...(beside ? [] : [credit])];
  if (last.length) add(ruleBlock(pen, width, colour("rule")), 12);
  last.forEach((text, place) => add(textBlock(pen, text, small), place ? 3 : 8));
  return { blocks, height, mapAt };
}

function mapBlock(pen, map, size, scale, rule) {
  const draw = (x, y) => {
    pen.paper.save();
    pen.paper.translate(x, y);
    paintMap(pen.paper, map, scale);
    pen.paper.restore();
    Object.assign(pen.paper, { strokeStyle: rule, lineWidth: 1, globalAlpha: 1 });
    pen.paper.setLineDash([]);
    pen.paper.strokeRect(x - 0.5, y - 0.5, size.x + 1, size.y + 1);
  };
  return { height: size.y, width: size.x, draw };
}

function ruleBlock(pen, width, ink) {
  const draw = (x, y) => {
    pen.paper.fillStyle = ink;
    pen.paper.fillRect(x, y, width, 1);
  };
  return { height: 1, width, draw };
}
