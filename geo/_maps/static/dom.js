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
