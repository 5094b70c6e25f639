// Names and distances written on the map, none over another: the more important is placed first.

const MARGIN = 4;

/** A layer of labels. Each: { text, lat, lon, kind, anchors, line }, given in order of importance. */
export class Labels {
  constructor(leaflet, map) {
    this.leaflet = leaflet;
    this.map = map;
    this.fixed = [];
    this.own = [];
    this.obstacles = [];
    map.createPane("geo-names").style.zIndex = "620";
    this.pane = map.getPane("geo-names");
    this.pane.classList.add("geo-names");
    map.on("zoomend moveend viewreset resize", () => this.place());
  }

  /** Names of the base map. */
  setNames(labels) {
    this.fixed = labels.map((label) => this.make(label));
    this.place();
  }

  /** Labels of what is selected, and the points that nothing may cover. */
  setOwn(labels, obstacles) {
    this.own.forEach((label) => label.node.remove());
    this.own = labels.map((label) => this.make(label));
    this.obstacles = obstacles;
    this.place();
  }

  make(label) {
    const node = document.createElement("div");
    node.className = `geo-name geo-name-${label.kind}`;
    const lines = Array.isArray(label.text) ? label.text : [label.text];
    for (const line of lines) {
      const part = document.createElement("span");
      part.textContent = line;
      node.append(part);
    }
    if (label.dot) node.classList.add("geo-dot");
    // Measured once: reading sizes while moving would make every move slow.
    node.style.visibility = "hidden";
    this.pane.append(node);
    return { ...label, node, width: node.offsetWidth, height: node.offsetHeight };
  }

  place() {
    const size = this.map.getSize();
    const taken = this.obstacles.map(([lat, lon, radius]) => {
      const at = this.map.latLngToContainerPoint([lat, lon]);
      return [at.x - radius, at.y - radius, at.x + radius, at.y + radius];
    });
    for (const label of [...this.own, ...this.fixed]) {
      const spot = this.spots(label).find((box) => fits(box, size, label.margin ?? 0) && !taken.some((other) => meet(box, other)));
      label.node.style.visibility = spot ? "visible" : "hidden";
      if (!spot) continue;
      const grow = label.spacing ?? MARGIN;
      taken.push([spot[0] - grow, spot[1] - grow, spot[2] + grow, spot[3] + grow]);
      const at = this.map.containerPointToLayerPoint([spot[0], spot[1]]);
      this.leaflet.DomUtil.setPosition(label.node, at.round());
    }
  }

  /** Boxes where a label may stand, the best first, in pixels of the container. */
  spots({ lat, lon, width, height, dot, line }) {
    if (line) return this.spotsAlong(line, width, height);
    const { x, y } = this.map.latLngToContainerPoint([lat, lon]);
    if (dot) return [[x - 4, y - height / 2, x - 4 + width, y + height / 2]];
    return [[x - width / 2, y - height / 2, x + width / 2, y + height / 2]];
  }

  spotsAlong(line, width, height) {
    const found = [];
    for (const share of [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.95]) {
      const { x, y } = this.map.latLngToContainerPoint(line[Math.round(share * (line.length - 1))]);
      found.push([x - width / 2, y - height / 2, x + width / 2, y + height / 2]);
    }
    for (const share of [0.5, 0.75, 1]) {
      const { x, y } = this.map.latLngToContainerPoint(line[Math.round(share * (line.length - 1))]);
      found.push([x + 10, y - height / 2, x + 10 + width, y + height / 2]);
      found.push([x - 10 - width, y - height / 2, x - 10, y + height / 2]);
      found.push([x - width / 2, y - height - 12, x + width / 2, y - 12]);
      found.push([x - width / 2, y + 12, x + width / 2, y + height + 12]);
    }
    return found;
  }
}

function fits([left, top, right, bottom], size, margin) {
  return left >= margin && top >= margin && right <= size.x - margin && bottom <= size.y - margin;
}

function meet(one, other) {
  return one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
}
