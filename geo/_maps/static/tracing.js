// Drawings (SVG) copied to a canvas shape by shape. A picture made of markup would spoil the canvas, and the page's policy forbids it.

const ANCHORS = { start: "left", middle: "center", end: "right" };

const OUTLINES = {
  path: (path, node) => path.addPath(new Path2D(node.getAttribute("d") ?? "")),
  line: (path, node) => [[1, "moveTo"], [2, "lineTo"]].forEach(([end, step]) => path[step](number(node, `x${end}`), number(node, `y${end}`))),
  rect: (path, node) => path.rect(number(node, "x"), number(node, "y"), number(node, "width"), number(node, "height")),
  circle: (path, node) => path.arc(number(node, "cx"), number(node, "cy"), number(node, "r"), 0, 2 * Math.PI),
  ellipse: (path, node) => path.ellipse(number(node, "cx"), number(node, "cy"), number(node, "rx"), number(node, "ry"), 0, 0, 2 * Math.PI),
  polyline: (path, node) => corners(path, node),
  polygon: (path, node) => {
    corners(path, node);
    path.closePath();
  },
};

/** Draws all shapes in a drawing of the page, in its own coordinates; `scale` is how fine patterns must be. */
export function traceDrawing(paper, drawing, scale, opacity = 1) {
  for (const node of drawing.children) {
    if (["defs", "title", "desc"].includes(node.localName)) continue;
    const look = getComputedStyle(node);
    if (look.display === "none" || look.visibility === "hidden") continue;
    const seen = opacity * Number(look.opacity || 1);
    paper.save();
    const moved = node.transform?.baseVal.consolidate()?.matrix;
    if (moved) paper.transform(moved.a, moved.b, moved.c, moved.d, moved.e, moved.f);
    if (node.localName === "text") traceText(paper, node, look, seen);
    else if (Object.hasOwn(OUTLINES, node.localName)) traceShape(paper, node, look, scale, seen);
    else traceDrawing(paper, node, scale, seen);
    paper.restore();
  }
}

function traceShape(paper, node, look, scale, opacity) {
  const path = new Path2D();
  OUTLINES[node.localName](path, node);
  const fill = inkOf(paper, node, look.fill, scale);
  if (fill && node.localName !== "line") {
    paper.globalAlpha = opacity * Number(look.fillOpacity);
    paper.fillStyle = fill;
    paper.fill(path, look.fillRule === "evenodd" ? "evenodd" : "nonzero");
  }
  const stroke = inkOf(paper, node, look.stroke, scale);
  const width = parseFloat(look.strokeWidth);
  if (!stroke || !(width > 0)) return;
  paper.globalAlpha = opacity * Number(look.strokeOpacity);
  paper.strokeStyle = stroke;
  paper.lineWidth = width;
  paper.lineCap = look.strokeLinecap;
  paper.lineJoin = look.strokeLinejoin;
  paper.setLineDash((look.strokeDasharray.match(/[\d.]+/g) ?? []).map(Number));
  paper.lineDashOffset = parseFloat(look.strokeDashoffset) || 0;
  paper.stroke(path);
}

function traceText(paper, node, look, opacity) {
  paper.globalAlpha = opacity * Number(look.fillOpacity);
  paper.fillStyle = look.fill;
  paper.font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
  paper.textAlign = ANCHORS[look.textAnchor] ?? "left";
  paper.textBaseline = "alphabetic";
  paper.fillText(node.textContent, number(node, "x"), number(node, "y"));
}

/** What a shape is painted with: a colour, a pattern of the page, or null for nothing. */
function inkOf(paper, node, told, scale) {
  if (!told || told === "none") return null;
  const name = /url\(["']?[^#]*#([^"')]+)/.exec(told)?.[1];
  if (!name) return told;
  const pattern = (node.closest(".geo-app") ?? document).querySelector(`pattern[id="${name}"]`);
  return pattern && patternOf(paper, pattern, scale);
}

/** A pattern drawn anew, as fine as the canvas that it goes to; like in a drawing it begins where the coordinates do. */
function patternOf(paper, pattern, scale) {
  const [width, height] = [number(pattern, "width"), number(pattern, "height")];
  const tile = document.createElement("canvas");
  [tile.width, tile.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  const ink = tile.getContext("2d");
  ink.scale(tile.width / width, tile.height / height);
  traceDrawing(ink, pattern, scale);
  const made = paper.createPattern(tile, "repeat");
  made.setTransform(new DOMMatrix([width / tile.width, 0, 0, height / tile.height, 0, 0]));
  return made;
}

function corners(path, node) {
  const found = (node.getAttribute("points") ?? "").match(/-?[\d.]+(?:e-?\d+)?/gi) ?? [];
  for (let place = 0; place + 1 < found.length; place += 2) path[place ? "lineTo" : "moveTo"](Number(found[place]), Number(found[place + 1]));
}

function number(node, name) {
  return parseFloat(node.getAttribute(name)) || 0;
}
