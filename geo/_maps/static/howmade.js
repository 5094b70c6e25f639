// How the map was made: the part of the run record that a reader looks at, folded up below the sources.

import { element, isolated } from "./dom.js";
import { later, number, say } from "./lang.js";

const LAYERS = { borders: later("Borders"), places: later("Listed places") };

/** What is folded up; null where nothing is known. */
export function howMade({ run }) {
  if (!run) return null;
  const list = element("dl", { class: "geo-making" });
  const add = (label, ...texts) => list.append(element("dt", {}, label), ...texts.map((text) => element("dd", { dir: "auto" }, text)));
  add(say("Made"), run.made);
  add(say("With"), isolated(run.tool));
  for (const [layer, date] of run.atlas) add(say(LAYERS[layer]), isolated(date));
  const inputs = run.inputs.map(([name, digest]) => [name ?? say("an input that is not named"), digest && `sha256 ${digest}`].filter(Boolean).join(", "));
  if (run.more > 0) inputs.push(say("{number} more", { number: number(run.more) }));
  if (inputs.length > 0) add(say("From"), ...inputs.map(isolated));
  if (run.rows) add(say("Rows"), rows(run.rows));
  if (run.command) add(say("Command"), command(run.command));
  return element("details", { class: "geo-how" }, element("summary", {}, element("h3", {}, say("How this map was made"))), list);
}

/** A command line, broken between its words alone. */
function command(line) {
  const words = line.split(" ").map((word) => element("span", {}, word));
  return element("code", { dir: "ltr" }, ...words.flatMap((word, place) => (place > 0 ? [" ", word] : [word])));
}

function rows([read, located, problems]) {
  const told = [[read, later("{number} read")], [located, later("{number} located")], [problems, later("{number} with a problem")]];
  return told.filter(([count]) => count !== null).map(([count, words]) => say(words, { number: number(count) })).join(", ");
}
