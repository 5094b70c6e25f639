// Answers known from outside the scripts: tests/test_scripts.py writes them, and names their folder.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The text of a file of known answers. */
export function readKnown(name) {
  const folder = process.env.GEO_KNOWN_ANSWERS;
  if (!folder) throw new Error("These tests are run by `python -m pytest tests/test_scripts.py`.");
  return readFileSync(join(folder, name), "utf8");
}
