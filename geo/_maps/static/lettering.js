// Labels of the map copied to a canvas: their boxes, dots and texts where the page has them, in the page's letters.

// Around letters lies a band in the colour of their ground: tight and nearly full, then wider and faint.
const HALO = [[4.2, 0.3], [2.6, 0.8]];
const SHADOW = /([a-z]+\([^)]*\)|#[\da-f]+)\s+(-?[\d.]+)px\s+(-?[\d.]+)px\s+([\d.]+)px(?:\s+(-?[\d.]+)px)?/gi;
const COLOUR = /[a-z]+\([^)]*\)|#[\da-f]+/i;
// How far aside a box is drawn of which only the shadow is wanted.
const ASIDE = 20000;

/** Draws an element with all that is in it; `origin` is where the corner of the paper lies in the window, `scale` its pixels for one of the page's. */
export function drawMarkup(paper, node, origin, scale) {
  const look = getComputedStyle(node);
  if (look.display === "none") return;
  if (look.visibility !== "hidden") {
    const { left, top, width, height } = node.getBoundingClientRect();
    const box = [left - origin.left, top - origin.top, width, height];
    drawBox(paper, look, box, scale);
    drawBefore(paper, node, box, scale);
  }
  for (const child of node.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE) drawMarkup(paper, child, origin, scale);
    else if (child.nodeType === Node.TEXT_NODE && look.visibility !== "hidden") drawLetters(paper, child, look, origin);
  }
}

/** The dot of a place stands before its name, with nothing in it. */
function drawBefore(paper, node, [x, y], scale) {
  const look = getComputedStyle(node, "::before");
  if (look.content === "none" || look.position !== "absolute") return;
  const [left, top, marginLeft, marginTop, width, height] = ["left", "top", "marginLeft", "marginTop", "width", "height"].map((name) => parseFloat(look[name]) || 0);
  drawBox(paper, look, [x + left + marginLeft, y + top + marginTop, width, height], scale);
}

function drawBox(paper, look, [x, y, width, height], scale) {
  const percent = look.borderTopLeftRadius.endsWith("%");
  const radius = (parseFloat(look.borderTopLeftRadius) || 0) * (percent ? Math.min(width, height) / 100 : 1);
  const outline = (grow) => roundedBox(x - grow, y - grow, width + 2 * grow, height + 2 * grow, radius ? radius + grow : 0);
  for (const [, ink, right, down, blur, spread = "0"] of [...look.boxShadow.matchAll(SHADOW)].reverse()) {
    paper.save();
    paper.shadowColor = ink;
    // Shadows know nothing of the scale of the paper.
    paper.shadowBlur = Number(blur) * scale;
    paper.shadowOffsetX = (Number(right) + ASIDE) * scale;
    paper.shadowOffsetY = Number(down) * scale;
    paper.translate(-ASIDE, 0);
    paper.fill(outline(Number(spread)));
    paper.restore();
  }
  paper.fillStyle = look.backgroundColor;
  paper.fill(outline(0));
  const border = parseFloat(look.borderTopWidth);
  if (!(border > 0) || look.borderTopStyle === "none") return;
  paper.strokeStyle = look.borderTopColor;
  paper.lineWidth = border;
  paper.setLineDash([]);
  paper.stroke(outline(-border / 2));
}

function roundedBox(x, y, width, height, radius) {
  const path = new Path2D();
  const [right, bottom] = [x + width, y + height];
  const most = Math.max(0, Math.min(radius, width / 2, height / 2));
  path.moveTo(x + most, y);
  for (const [x1, y1, x2, y2] of [[right, y, right, bottom], [right, bottom, x, bottom], [x, bottom, x, y], [x, y, right, y]]) path.arcTo(x1, y1, x2, y2, most);
  path.closePath();
  return path;
}

/** Draws a text in the lines that the browser broke it into. */
function drawLetters(paper, node, look, origin) {
  const halo = look.textShadow === "none" ? null : COLOUR.exec(look.textShadow)?.[0];
  paper.font = `${look.fontStyle} ${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
  paper.direction = look.direction;
  paper.textAlign = "left";
  paper.textBaseline = "alphabetic";
  paper.lineJoin = "round";
  paper.setLineDash([]);
  const spacing = parseFloat(look.letterSpacing) || 0;
  for (const { text, left, top, height } of linesOf(node)) {
    const shown = look.textTransform === "uppercase" ? text.toUpperCase() : text;
    const [x, y] = [left - origin.left, top - origin.top + (paper.measureText(shown).fontBoundingBoxAscent ?? 0.8 * height)];
    for (const [width, opacity] of halo ? HALO : []) {
      paper.lineWidth = width;
      paper.strokeStyle = halo;
      paper.globalAlpha = opacity;
      write(paper, "strokeText", shown, x, y, spacing);
    }
    paper.globalAlpha = 1;
    paper.fillStyle = look.color;
    write(paper, "fillText", shown, x, y, spacing);
  }
}

function write(paper, how, text, x, y, spacing) {
  if ("letterSpacing" in paper) {
    paper.letterSpacing = `${spacing}px`;
    paper[how](text, x, y);
    paper.letterSpacing = "0px";
  } else if (spacing === 0) {
    paper[how](text, x, y);
  } else {
    let at = x;
    for (const letter of text) {
      paper[how](letter, at, y);
      at += paper.measureText(letter).width + spacing;
    }
  }
}

function linesOf(node) {
  const range = document.createRange();
  const lines = [];
  let place = 0;
  for (const letter of node.data) {
    range.setStart(node, place);
    range.setEnd(node, place + letter.length);
    place += letter.length;
    const box = range.getBoundingClientRect();
    const line = lines.at(-1);
    if (letter.trim() === "" || box.width + box.height === 0) {
      if (line) line.text += " ";
    } else if (line && Math.abs(box.top - line.top) < box.height / 2) {
      line.text += letter;
      line.left = Math.min(line.left, box.left);
    } else {
      lines.push({ text: letter, left: box.left, top: box.top, height: box.height });
    }
  }
  return lines.map((line) => ({ ...line, text: line.text.trimEnd() }));
}
