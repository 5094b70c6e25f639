// What lies under the incidents: the atlas, or a map from a network when the author allowed one and the reader wants it.

import { element } from "./dom.js";

/** The switch of base maps; nothing is asked of any network before the reader chooses one. */
export class Grounds {
  constructor(leaflet, map, basemap, online, onChoose) {
    Object.assign(this, { leaflet, map, basemap, online, chosen: null, tiles: null });
    this.names = online.map(({ name }) => name);
    const choices = [null, ...this.names].map((name) => {
      const box = element("input", { type: "radio", name: "geo-ground", checked: name === null });
      box.addEventListener("change", () => onChoose(name));
      return { name, box, node: element("label", { class: "geo-check" }, box, name === null ? "Atlas (off-line)" : `${name} (asks a server)`) };
    });
    this.choices = choices;
    this.node = online.length === 0 ? null : element("fieldset", { class: "geo-grounds" }, element("legend", {}, "Base map"), ...choices.map(({ node }) => node));
  }

  choose(name) {
    if (name === this.chosen) return;
    this.tiles?.remove();
    const told = this.online.find((each) => each.name === name);
    this.chosen = told ? name : null;
    this.tiles = null;
    if (told) {
      this.tiles = this.leaflet.tileLayer(told.url, { attribution: told.credit, maxNativeZoom: told.most_zoom, maxZoom: 22, pane: "tilePane", crossOrigin: false });
      this.tiles.addTo(this.map);
    }
    this.basemap.showGround(!told);
    for (const { name: each, box } of this.choices) box.checked = each === this.chosen;
  }
}
