// What lies under the incidents: the atlas, or a map from a network when the author allowed one and the reader wants it.

import { element } from "./dom.js";
import { say } from "./lang.js";

/** The switch of base maps; nothing is asked of any network before the reader chooses one. */
export class Grounds {
  constructor(leaflet, map, basemap, online, onChoose) {
    Object.assign(this, { leaflet, map, basemap, online, onChoose, chosen: null, tiles: null });
    this.names = online.map(({ name }) => name);
    this.build();
  }

  /** Makes the switch, in the language of the time. */
  build() {
    const { online, onChoose } = this;
    this.choices = [null, ...this.names].map((name) => {
      const box = element("input", { type: "radio", name: "geo-ground", checked: name === this.chosen });
      box.addEventListener("change", () => onChoose(name));
      return { name, box, node: element("label", { class: "geo-check" }, box, name === null ? say("Atlas (off-line)") : say("{name} (asks a server)", { name })) };
    });
    this.node = online.length === 0 ? null : element("fieldset", { class: "geo-grounds" }, element("legend", {}, say("Base map")), ...this.choices.map(({ node }) => node));
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
