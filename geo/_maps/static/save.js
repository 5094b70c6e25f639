// A file for the reader: made in the page, handed to the browser as a download. Nothing is sent anywhere.

import { element } from "./dom.js";
import { say } from "./lang.js";

// Browsers may read what is saved some time after the click.
const KEPT_MS = 60000;
const LONGEST_NAME = 80;
// What file systems refuse, and signs that nobody sees and that may turn a name round; but the two that join letters.
const REFUSED = /[\\/:*?"<>|\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]+/gu;
const EDGES = /^[\s.~\-\u200C\u200D]+|[\s.\-\u200C\u200D]+$/gu;
// Windows keeps these names for its devices, whatever their ending.
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00B9\u00B2\u00B3])\s*(?:\.|$)/iu;

/** Saves a text or a Blob under a name. */
export function saveFile(name, type, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = element("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

/** A name for a file, which every system takes, from a title in any script; `ending` is such as "csv". */
export function fileName(title, ending) {
  const tidy = (text) => text.replace(EDGES, "");
  const plain = tidy(title.normalize("NFC").replace(REFUSED, " ").replace(/\s+/gu, " "));
  const stem = RESERVED.test(plain) ? `_${plain}` : plain;
  let short = "";
  for (const character of stem) {
    if (short.length + character.length > LONGEST_NAME - ending.length - 1) break;
    short += character;
  }
  return `${tidy(short) || say("incidents")}.${ending}`;
}
