// Text to the clipboard, also where a page opened from a file may not use it.

import { element } from "./dom.js";
import { say } from "./lang.js";

const TOLD_MS = 2000;

/** Copies a text; gives whether that worked. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyFromField(text);
  }
}

function copyFromField(text) {
  const before = document.activeElement;
  const field = element("textarea", { class: "geo-unseen", readonly: true, "aria-hidden": "true", tabindex: "-1" });
  field.value = text;
  // A dialog that is open keeps everything outside it from being selected.
  (before?.closest("dialog") ?? document.body).append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}

/** A button that copies a text and says so. `label` says what is copied. */
export function copyButton(text, label) {
  const button = element("button", { type: "button", class: "geo-copy", "aria-label": label, "aria-live": "polite", onclick: async () => {
    const told = (await copyText(typeof text === "function" ? text() : text)) ? say("Copied") : say("Not copied");
    tell(told, told);
    setTimeout(() => tell(say("Copy"), label), TOLD_MS);
  } }, say("Copy"));
  const tell = (words, name) => {
    button.textContent = words;
    button.setAttribute("aria-label", name);
  };
  return button;
}
