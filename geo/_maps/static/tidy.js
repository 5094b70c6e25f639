// Coordinates as people type, paste and print them, brought to plain letters, digits and marks.

const SAME = [
  [/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, ""],
  [/\s/g, " "],
  // Full-width letters, digits and marks lie as far from the plain ones.
  [/[\uff01-\uff5e]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0)],
  // Arabic-Indic digits, the Persian ones, and their comma and decimal comma.
  [/[\u0660-\u0669]/g, (digit) => digit.charCodeAt(0) - 0x660],
  [/[\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) - 0x6f0],
  [/\u066b/g, "."],
  [/[\u060c\u3001]/g, ","],
  [/\u061b/g, ";"],
  [/[\u2010-\u2015\u2212\ufe63]/g, "-"],
  [/[\u00ba\u02da\u00b0\u2070]/g, "\u00b0"],
  [/[\u2032\u2018\u2019\u201b\u02b9\u02bc\u00b4`]/g, "'"],
  [/[\u2033\u201c\u201d\u201f\u02ba\u02dd\u3003]|''/g, '"'],
];

/** A text with plain blanks, digits, minuses and marks of degrees, minutes and seconds. */
export function tidy(text) {
  return SAME.reduce((plain, [from, to]) => plain.replace(from, to), text).trim();
}
