// Texts stay texts, and only addresses of the web become links.

import assert from "node:assert/strict";
import { test } from "node:test";

import { element, linkOrText } from "../../geo/_maps/static/dom.js";

globalThis.document = {
  createElement: (tag) => ({
    tag,
    attributes: {},
    children: [],
    listeners: {},
    append(child) { this.children.push(child); },
    setAttribute(name, value) { this.attributes[name] = value; },
    addEventListener(name, listener) { this.listeners[name] = listener; },
  }),
};

test("children are kept as they are, and what is missing is left out", () => {
  const made = element("p", {}, "<b>not bold</b>", null, undefined, 0);
  assert.deepEqual(made.children, ["<b>not bold</b>", 0]);
});

test("true is an empty attribute, false and null are none, and a click is listened to", () => {
  const onclick = () => {};
  const made = element("button", { open: true, hidden: false, title: null, type: "button", onclick });
  assert.deepEqual(made.attributes, { open: "", type: "button" });
  assert.deepEqual(made.listeners, { click: onclick });
});

test("an address of the web becomes a link that tells it nothing of the page", () => {
  for (const address of ["https://example.org/a?b=c", "HTTP://EXAMPLE.ORG"]) {
    const made = linkOrText(address);
    assert.deepEqual([made.tag, made.children], ["a", [address]]);
    assert.deepEqual(made.attributes, { href: address, rel: "noopener noreferrer", target: "_blank" });
  }
});

test("any other text stays one, whatever it pretends to be", () => {
  for (const text of [
    "javascript:alert(1)", " https://example.org", "data:text/html,x", "https://", "//example.org", "https://[", "",
  ]) {
    const made = linkOrText(text);
    assert.deepEqual([made.tag, made.attributes, made.children], ["bdi", {}, [text]]);
  }
});
