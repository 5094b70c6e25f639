// The map as it is seen, drawn on another canvas with any number of pixels: pane after pane, from the lowest up.

import { drawMarkup } from "./lettering.js";
import { traceDrawing } from "./tracing.js";

/** Draws what a Leaflet map shows; the paper is in pixels of the page, of which each has `scale` of its own. Maps from a network are left out, since a canvas that holds them can no longer be saved, and windows that pop up. */
export function paintMap(paper, map, scale) {
  const container = map.getContainer();
  const origin = container.getBoundingClientRect();
  const size = map.getSize();
  paper.save();
  paper.beginPath();
  paper.rect(0, 0, size.x, size.y);
  paper.clip();
  paper.fillStyle = getComputedStyle(container).backgroundColor;
  paper.fillRect(0, 0, size.x, size.y);
  const renderers = [];
  map.eachLayer((layer) => renderers.push(layer));
  for (const pane of panesOf(map)) {
    for (const node of pane.children) {
      paper.save();
      drawNode(paper, node, { map, origin, scale, renderer: renderers.find((layer) => layer._container === node) });
      paper.restore();
    }
  }
  // The degrees of the grid stand over the map, along its edges.
  const edges = container.parentElement?.querySelector(".geo-degrees");
  if (edges) drawMarkup(paper, edges, origin, scale);
  paper.restore();
}

function panesOf(map) {
  const { mapPane, tilePane, popupPane } = map.getPanes();
  const panes = [...mapPane.children].filter((pane) => pane !== tilePane && pane !== popupPane);
  const heightOf = new Map(panes.map((pane) => [pane, Number(getComputedStyle(pane).zIndex) || 0]));
  return panes.sort((one, other) => heightOf.get(one) - heightOf.get(other));
}

function drawNode(paper, node, { map, origin, scale, renderer }) {
  const { display, visibility } = getComputedStyle(node);
  if (display === "none" || visibility === "hidden") return;
  if (node.localName === "canvas" || node.localName === "svg") {
    if (!renderer) {
      if (node.localName === "canvas") drawPicture(paper, node, origin);
      return;
    }
    const corner = map.layerPointToContainerPoint([0, 0]);
    paper.translate(corner.x, corner.y);
    if (node.localName === "svg") traceDrawing(paper, node, scale);
    else if (renderer.drawOn) renderer.drawOn(paper, Math.max(1, Math.ceil(scale)));
    else drawPaths(paper, renderer);
  } else if (node.localName === "img") {
    drawPicture(paper, node, origin);
  } else {
    drawMarkup(paper, node, origin, scale);
  }
}

/** Lets a canvas of Leaflet draw all its shapes on our paper in the place of its own. */
function drawPaths(paper, renderer) {
  const { _ctx: own, _redrawBounds: waiting } = renderer;
  Object.assign(renderer, { _ctx: paper, _redrawBounds: null });
  try {
    renderer._draw();
  } finally {
    Object.assign(renderer, { _ctx: own, _redrawBounds: waiting });
  }
}

function drawPicture(paper, node, origin) {
  const { left, top, width, height } = node.getBoundingClientRect();
  if (width > 0 && height > 0 && isClean(node)) paper.drawImage(node, left - origin.left, top - origin.top, width, height);
}

/** Says whether a picture is there, and leaves a canvas such that it can be saved. */
function isClean(picture) {
  const probe = document.createElement("canvas");
  [probe.width, probe.height] = [1, 1];
  const paper = probe.getContext("2d");
  try {
    paper.drawImage(picture, 0, 0, 1, 1);
    paper.getImageData(0, 0, 1, 1);
    return true;
  } catch {
    return false;
  }
}
