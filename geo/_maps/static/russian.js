// The interface in Russian: what each English text is called; three forms where a number decides (1, 2, 5).

import { CELLS } from "./russian_cells.js";
import { READING } from "./russian_reading.js";
import { SHOWING } from "./russian_showing.js";
import { TOOLS } from "./russian_tools.js";

/** English text, or two joined by a bar that a number decides between, and its Russian. */
export const RUSSIAN = { ...READING, ...SHOWING, ...TOOLS, ...CELLS };
