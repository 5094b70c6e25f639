// Texts set on a canvas: broken into lines in any script, and from right to left where they run so.

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1eeff}]/u;
// What is written without spaces between words may be broken between any two of them.
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

/** The direction in which a text runs: that of its first letter. */
export function directionOf(text) {
  return RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? "") ? "rtl" : "ltr";
}

/** Breaks a text into lines no wider than a width; `measure` tells how wide a text is. Nothing is left out: a word that is too long is broken within. */
export function breakLines(text, width, measure) {
  const lines = [];
  let line = "";
  const add = (part, space) => {
    const longer = line + (line ? space : "") + part;
    if (line === "" || measure(longer) <= width) {
      line = longer;
      return;
    }
    lines.push(line);
    line = part;
  };
  for (const word of text.split(/[ \t\r\n]+/).filter(Boolean)) {
    const parts = UNSPACED.test(word) ? pieces(word, "word") : [word];
    parts.forEach((part, place) => {
      const space = place === 0 ? " " : "";
      if (measure(part) <= width) add(part, space);
      else pieces(part, "grapheme").forEach((letter, at) => add(letter, at === 0 ? space : ""));
    });
  }
  return line ? [...lines, line] : lines;
}

/** Words with the marks that follow them, or what a reader takes for one letter. */
function pieces(text, granularity) {
  if (typeof Intl.Segmenter !== "function") return [...text];
  const found = [];
  for (const { segment, isWordLike } of new Intl.Segmenter(undefined, { granularity }).segment(text)) {
    if (granularity === "word" && !isWordLike && found.length) found.push(found.pop() + segment);
    else found.push(segment);
  }
  return found;
}

/** A block of text: { height, width, draw(x, y) }, x and y of its upper left corner. `family` and `paper` are the page's. */
export function textBlock({ paper, family }, text, { size, weight = 400, ink, width, leading = 1.36 }) {
  const font = `${weight} ${size}px ${family}`;
  paper.font = font;
  const measure = (part) => paper.measureText(part).width;
  const lines = breakLines(text, width, measure);
  const direction = directionOf(text);
  const draw = (x, y) => {
    Object.assign(paper, { font, direction, fillStyle: ink, globalAlpha: 1, textAlign: "start", textBaseline: "alphabetic" });
    lines.forEach((line, row) => paper.fillText(line, direction === "rtl" ? x + width : x, y + size * (leading * (row + 0.5) + 0.35)));
  };
  return { height: lines.length * size * leading, width: Math.max(0, ...lines.map(measure)), lines, draw };
}
