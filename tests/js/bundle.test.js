// The one script that geo/_maps/bundle.py makes of all modules, run as a page would.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

import { readKnown } from "./known.js";

test("the script gives the page start() and mount(), and leaves nothing else behind", () => {
  const page = createContext({ window: {} });
  runInContext(readKnown("bundle.js"), page, { filename: "bundle.js" });
  for (const name of ["mount", "readPayload", "start"]) assert.equal(typeof page.window.geoMap[name], "function", name);
  assert.deepEqual(Object.keys(page), ["window"]);
  assert.deepEqual(Object.keys(page.window), ["geoMap"]);
});

test("a small tree of modules runs in its order, each once", () => {
  const page = createContext({ ran: [] });
  const { total } = runInContext(readKnown("joined.js"), page);
  assert.equal(total, 42);
  assert.deepEqual([...page.ran], ["base", "left", "right", "top"]);
});
