// Light or dark: as the reader's system is set, until a button says otherwise.

import { element } from "./dom.js";
import { say } from "./lang.js";
import { useTheme } from "./style.js";

const DARK = "(prefers-color-scheme: dark)";

export class Theme {
  constructor(host, onChange) {
    this.host = host;
    this.onChange = onChange;
    this.chosen = null;
    this.system = matchMedia(DARK);
    this.system.addEventListener("change", () => this.use(this.chosen));
    this.button = element("button", { type: "button", class: "geo-theme", onclick: () => this.onToggle(this.name() === "dark" ? "light" : "dark") });
    this.onToggle = (name) => this.use(name);
    this.use(null);
  }

  name() {
    return this.chosen ?? (this.system.matches ? "dark" : "light");
  }

  /** Takes a theme into use, or that of the system where it is null. */
  use(chosen) {
    this.chosen = chosen;
    const name = this.name();
    this.host.dataset.theme = name;
    this.describe();
    useTheme(name);
    this.onChange();
  }

  /** Says on the button what it does, in the language of the time. */
  describe() {
    const name = this.name();
    this.button.textContent = say(name === "dark" ? "Light colours" : "Dark colours");
  }
}
