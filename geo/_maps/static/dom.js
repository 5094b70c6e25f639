// Elements made from text, never from markup. Everything that the reader sees passes here.

const SAFE_LINK = /^https?:\/\//i;

/** Makes an element; children are elements or texts, and a text stays a text. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") made.addEventListener("click", value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) {
    if (child !== null && child !== undefined) made.append(child);
  }
  return made;
}

/** Makes a link of an address that leads to the web; any other text stays a text. */
export function linkOrText(text) {
  if (!SAFE_LINK.test(text) || !isAddress(text)) return isolated(text);
  return element("a", { href: text, rel: "noopener noreferrer", target: "_blank" }, text);
}

/** Says whether a text is a whole address; URL.canParse is missing from browsers of early 2023. */
function isAddress(text) {
  try {
    return Boolean(new URL(text));
  } catch {
    return false;
  }
}

/** Keeps text that runs from right to left, or pretends to, from turning its neighbours round. */
export function isolated(text) {
  return element("bdi", {}, text);
}

/** Makes an element of a drawing; attributes only, since the page's policy allows no style of an element. */
export function drawing(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Defines a hatch of thin slanting lines that shapes can be filled with by its name. */
export function hatching(name, ink) {
  const line = drawing("path", { d: "M-1,1 l2,-2 M0,8 l8,-8 M7,9 l2,-2", stroke: ink, "stroke-width": 0.9, "stroke-opacity": 0.42 });
  const tint = drawing("rect", { width: 8, height: 8, fill: ink, "fill-opacity": 0.06 });
  const pattern = drawing("pattern", { id: name, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, tint, line);
  return drawing("svg", { width: 0, height: 0, "aria-hidden": "true" }, drawing("defs", {}, pattern));
}

/** Keeps a number and its unit on one line. */
export function unbroken(text) {
  return text.replace(/(\d) (?=(?:k?m|км|м)(?:\P{L}|$))/gu, "$1\u00a0");
}
