// A button that opens a small window beside it: closed by Escape, by a click elsewhere, by its own button.

import { element } from "./dom.js";

let numbered = 0;

export class Menu {
  /** `fill()` is asked for the content at every opening. */
  constructor(label, name, fill) {
    numbered += 1;
    this.fill = fill;
    this.body = element("div", { class: "geo-menu-body", id: `geo-menu-${numbered}`, role: "group", "aria-label": label, hidden: true });
    this.button = element("button", { type: "button", class: "geo-tool", "data-tool": name, "aria-expanded": "false", "aria-controls": this.body.id, onclick: () => this.toggle() }, label);
    this.node = element("div", { class: "geo-menu" }, this.button, this.body);
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.body.hidden) return;
      event.stopPropagation();
      this.close();
      this.button.focus();
    });
    this.node.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !this.node.contains(relatedTarget)) this.close();
    });
    this.elsewhere = (event) => {
      if (!this.node.contains(event.target)) this.close();
    };
  }

  toggle() {
    if (this.body.hidden) this.open();
    else this.close();
  }

  open() {
    this.body.replaceChildren(...[this.fill()].flat().filter(Boolean));
    this.body.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", this.elsewhere, true);
  }

  close() {
    this.body.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", this.elsewhere, true);
  }
}
