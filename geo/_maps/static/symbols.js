// The symbols of incidents: a dot for one, a disc with a number for several at one spot, a ring round a disc for spots taken together.

import { number } from "./lang.js";
import { MIXED, UNSTATED } from "./spots.js";
import { categoryColour, colour } from "./style.js";

const RADIUS = 5;
const SMALL_RADIUS = 3.5;
const LARGEST_RADIUS = 14;
const GROWTH = 2;
const SMALL_GROWTH = 1.6;
const COUNT_RADIUS = 6;
const GROUP_RADIUS = 7;
const LARGEST_GROUP = 24;
const RING = 4;
const RING_WIDTH = 2.5;
/** No symbol reaches farther from its middle, pixels. */
export const FARTHEST = LARGEST_GROUP + RING;

/** The radius of a symbol, pixels. */
export function spotRadius(count, many) {
  const least = many ? SMALL_RADIUS + 1 : RADIUS;
  if (count > 1) return Math.min(LARGEST_RADIUS, least + (many ? SMALL_GROWTH : GROWTH) * Math.log2(count));
  return many ? SMALL_RADIUS : RADIUS;
}

/** The radius of a symbol where spots are grouped, with the ring that a group has. */
export function groupedRadius(count, isGroup) {
  return isGroup ? discRadius(count) + RING : spotRadius(count, false);
}

function discRadius(count) {
  return Math.min(LARGEST_GROUP, GROUP_RADIUS + Math.log2(count));
}

/** The picture of one incident; drawn once, since stamping it is many times quicker than drawing each. */
export function makeSprite(category, hollow, many, fine, crowd) {
  const radius = spotRadius(1, many);
  const half = Math.ceil(radius + 2);
  const width = 2 * half * fine;
  const picture = document.createElement("canvas");
  picture.width = picture.height = width;
  const paper = picture.getContext("2d");
  paper.scale(fine, fine);
  paper.beginPath();
  paper.arc(half, half, radius, 0, 2 * Math.PI);
  const ink = categoryColour(category);
  paper.globalAlpha = crowd ? 1 : many ? 0.75 : 0.95;
  paper.fillStyle = hollow ? colour.paper : ink;
  paper.fill();
  paper.globalAlpha = 1;
  paper.lineWidth = hollow ? 1.7 : many ? 0.7 : 1.2;
  paper.strokeStyle = hollow ? ink : colour.paper;
  paper.stroke();
  if (!crowd) return { picture, width };
  const { data } = paper.getImageData(0, 0, width, width);
  return { data, width, pixels: new Uint32Array(data.buffer) };
}

/** Several incidents: a disc with their number; of its rim as much is hollow as incidents are imprecise. */
export function drawSeveral(paper, x, y, radius, count, hollow, category) {
  const ink = category === MIXED ? colour.mixed : categoryColour(category);
  paper.beginPath();
  paper.arc(x, y, radius, 0, 2 * Math.PI);
  paper.globalAlpha = 0.95;
  paper.fillStyle = ink;
  paper.fill();
  paper.globalAlpha = 1;
  paper.lineWidth = 1.2;
  paper.strokeStyle = colour.paper;
  paper.stroke();
  if (hollow > 0) {
    const from = -Math.PI / 2;
    paper.beginPath();
    paper.arc(x, y, radius - 1.8, from, from + (2 * Math.PI * hollow) / count);
    paper.lineWidth = 3.2;
    paper.stroke();
    paper.beginPath();
    paper.arc(x, y, radius, 0, 2 * Math.PI);
    paper.lineWidth = 0.9;
    paper.strokeStyle = ink;
    paper.stroke();
  }
  if (radius < COUNT_RADIUS) return;
  const text = number(count);
  paper.font = `700 ${text.length > 4 ? 8.5 : text.length > 3 ? 9.5 : 10.5}px system-ui, sans-serif`;
  paper.textAlign = "center";
  paper.textBaseline = "middle";
  paper.fillStyle = category === UNSTATED || category === MIXED ? colour.onMixed : colour.onCategory;
  paper.fillText(text, x, y + 0.5);
}

/** Spots taken together: a disc with the number of their incidents, and a soft ring round it. */
export function drawGroup(paper, x, y, count, hollow, category) {
  const radius = discRadius(count);
  paper.beginPath();
  paper.arc(x, y, radius + RING - RING_WIDTH / 2, 0, 2 * Math.PI);
  paper.lineWidth = RING_WIDTH;
  paper.globalAlpha = 0.4;
  paper.strokeStyle = categoryColour(category);
  paper.stroke();
  drawSeveral(paper, x, y, radius, count, hollow, category);
}
