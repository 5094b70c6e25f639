// Names and distances written on the map, none over another: the more important is placed first.

const MARGIN = 4;
const SLACK = 8;
const FAR_ZOOM = 3.5;
const FAR_SHARE = 0.5;
const OVERHANG = 0.5;
const LIFT = 1.5;
// The grid on which symbols are counted, pixels, and the share of a large name that they may take.
const CELL = 6;
const MOST_CROWDED = 0.25;
const GROUP_CELL = 10;

/** A layer of labels. Each: { text, lat, lon, kind } or, with several spots, { text, places, kind } (a place: lon, lat, half the width and half the height of its room in degrees; movable: a name that may leave its middle, and hang over) or { text, line, kind }, given in order of importance; of those with the same word for once the first that has room is shown. */
export class Labels {
  constructor(leaflet, map) {
    this.leaflet = leaflet;
    this.map = map;
    this.names = [];
    this.areas = [];
    this.own = [];
    this.measured = [];
    this.obstacles = [];
    this.crowd = null;
    // Names lie under the incidents, what was measured lies over them.
    for (const [name, order] of [["geo-names", 430], ["geo-distances", 620]]) {
      const pane = map.createPane(name);
      pane.style.zIndex = String(order);
      pane.classList.add("geo-labels");
      pane.setAttribute("aria-hidden", "true");
    }
    map.on("zoomend moveend viewreset resize", () => this.place());
  }

  /** Names of the base map. */
  setNames(labels) {
    this.names = this.change(this.names, labels, "geo-names");
    this.place();
  }

  /** Names of the areas that incidents lie in; they lie over the symbols. */
  setAreas(labels) {
    this.areas = this.change(this.areas, labels, "geo-distances");
  }

  /** Labels of what is selected, and the points that nothing may cover. */
  setOwn(labels, obstacles) {
    this.own = this.change(this.own, labels, "geo-distances");
    this.obstacles = obstacles;
    this.place();
  }

  /** Lengths that the reader measures. */
  setMeasured(labels) {
    if (labels.length === 0 && this.measured.length === 0) return;
    this.measured = this.change(this.measured, labels, "geo-distances");
    this.place();
  }

  /** Puts labels in the place of others. */
  change(before, labels, pane) {
    before.forEach(({ node }) => node.remove());
    const made = labels.map((label) => ({ ...label, node: makeNode(label) }));
    this.map.getPane(pane).append(...made.map(({ node }) => node));
    // Measured once and all together: reading sizes while moving or between changes would make both slow.
    return made.map((label) => ({ ...label, width: label.node.offsetWidth, height: label.node.offsetHeight }));
  }

  /** Symbols that names keep clear of as far as they can, however many there are. */
  setCrowd(layer) {
    this.crowd = layer;
  }

  place() {
    const size = this.map.getSize();
    const taken = [...this.points(), ...this.controls()];
    const told = new Set();
    const zoom = this.map.getZoom();
    const crowded = this.crowd ? crowdGrid(this.map, this.crowd.marks(), size) : () => 0;
    const blocked = (box, label) => taken.some((other) => meet(box, other)) || (!label.over && !label.near && !label.line && crowded(box) > (label.dot ? 0 : MOST_CROWDED));
    for (const label of [...this.measured, ...this.own, ...this.areas, ...this.names]) {
      const spots = zoom < (label.fromZoom ?? 0) || told.has(label.once) ? [] : this.spots(label);
      const free = spots.find((box) => fits(box, size, label.margin ?? 0) && !blocked(box, label));
      // What is measured from one incident keeps its kilometres, even where room is short.
      const spot = free ?? (label.keep ? leastCovering(this.spots(label).filter((box) => fits(box, size, 0)), taken) : undefined);
      label.node.style.visibility = spot ? "visible" : "hidden";
      if (!spot) continue;
      if (label.once) told.add(label.once);
      const grow = label.spacing ?? MARGIN;
      taken.push([spot[0] - grow, spot[1] - grow, spot[2] + grow, spot[3] + grow]);
      const at = this.map.containerPointToLayerPoint([spot[0], spot[1]]);
      this.leaflet.DomUtil.setPosition(label.node, at.round());
    }
  }

  /** Boxes of the symbols that nothing may cover. */
  points() {
    return this.obstacles.map(([lat, lon, radius]) => {
      const at = this.map.latLngToContainerPoint([lat, lon]);
      return [at.x - radius, at.y - radius, at.x + radius, at.y + radius];
    });
  }

  /** Boxes of the buttons and the scale bar. */
  controls() {
    const origin = this.map.getContainer().getBoundingClientRect();
    const stage = this.map.getContainer().closest?.(".geo-stage") ?? this.map.getContainer();
    return [...stage.querySelectorAll(".leaflet-control, .geo-tool")].map((control) => {
      const box = control.getBoundingClientRect();
      return [box.left - origin.left, box.top - origin.top, box.right - origin.left, box.bottom - origin.top];
    });
  }

  /** Boxes where a label may stand, the best first, in pixels of the container. */
  spots({ lat, lon, width, height, dot, line, places, movable, near }) {
    if (line) return this.spotsAlong(line, width, height);
    if (places) {
      const zoom = this.map.getZoom();
      const degree = this.map.options.crs.scale(zoom) / 360;
      // Where the rectangle that is all the country's holds the name, within a few pixels. Seen from far away
      // names are large for their countries everywhere, and may reach over the edge.
      const share = zoom < FAR_ZOOM ? FAR_SHARE : 1;
      // A name that must not be missing may be wider than its ground, if its middle is well inside.
      const wide = movable ? Math.min(share, OVERHANG) : share;
      const holds = (room) => room[2] * degree * 2 + SLACK >= width * wide && room[3] * degree * 2 + SLACK >= height * share;
      const roomy = places.filter(holds);
      const moved = ([east, north], lift) => this.spots({ lat: north, lon: east, width, height }).map(([left, top, right, bottom]) => [left, top + lift, right, bottom + lift]);
      const middles = roomy.flatMap((room) => moved(room, 0));
      if (!movable) return middles;
      // Where an incident stands in the middle, the name moves up or down as far as its room allows.
      const lifts = ([, , , half]) => {
        const free = Math.max(0, half * degree - height / 2);
        return [Math.min(free, LIFT * height), free].flatMap((lift) => [-lift, lift]);
      };
      return [...middles, ...roomy.flatMap((room) => lifts(room).flatMap((lift) => moved(room, lift)))];
    }
    const { x, y } = this.map.latLngToContainerPoint([lat, lon]);
    if (near) return [...this.spotsBeside(near, x, width, height), ...this.spotsNear(x, y, width, height)];
    if (dot) return [[x - 4, y - height / 2, x - 4 + width, y + height / 2]];
    return [[x - width / 2, y - height / 2, x + width / 2, y + height / 2]];
  }

  /** Above and below an area that the label would hide: one so small on the screen that it has no room inside. */
  spotsBeside(points, x, width, height) {
    const corners = points.map((point) => this.map.latLngToContainerPoint(point));
    const [left, right] = [Math.min(...corners.map((at) => at.x)), Math.max(...corners.map((at) => at.x))];
    const [top, bottom] = [Math.min(...corners.map((at) => at.y)), Math.max(...corners.map((at) => at.y))];
    const size = this.map.getSize();
    if (right < 0 || left > size.x || (bottom - top > 2 * height && right - left > width)) return [];
    const from = Math.max(MARGIN, Math.min(size.x - width - MARGIN, x - width / 2));
    return [top - height - SLACK, bottom + SLACK].map((over) => [from, over, from + width, over + height]);
  }

  /** Around a point, and where that would be cut off by an edge of the map, moved inwards. */
  spotsNear(x, y, width, height) {
    const size = this.map.getSize();
    if (x < 0 || y < 0 || x > size.x || y > size.y) return [];
    const inward = (middle, extent, room) => Math.max(MARGIN, Math.min(room - extent - MARGIN, middle - extent / 2));
    return [0, -1, 1, -2, 2].map((step) => {
      const [left, top] = [inward(x, width, size.x), inward(y + step * height, height, size.y)];
      return [left, top, left + width, top + height];
    });
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

function makeNode({ text, kind, dot }) {
  const node = document.createElement("div");
  node.className = `geo-name geo-name-${kind}`;
  for (const line of [text].flat()) {
    const part = document.createElement("span");
    part.textContent = line;
    node.append(part);
  }
  if (dot) node.classList.add("geo-dot");
  node.style.visibility = "hidden";
  return node;
}

/** How much of a box symbols take: a function of the box. */
function crowdGrid(map, marks, size) {
  const [across, down] = [Math.ceil(size.x / CELL), Math.ceil(size.y / CELL)];
  const taken = new Uint8Array(across * down);
  const scale = map.options.crs.scale(map.getZoom());
  const corner = map.containerPointToLayerPoint([0, 0]).add(map.getPixelOrigin());
  for (const mark of marks.order) {
    const x = Math.floor((marks.x[mark] * scale - corner.x) / CELL);
    const y = Math.floor((marks.y[mark] * scale - corner.y) / CELL);
    // A dot takes its cell; a group all that its disc lies on, and no name may hide its number.
    const isGroup = marks.isGroup?.(mark);
    const reach = isGroup ? Math.ceil(marks.radius[mark] / CELL) : 0;
    for (let row = Math.max(0, y - reach); row <= Math.min(down - 1, y + reach); row++) {
      for (let cell = Math.max(0, x - reach); cell <= Math.min(across - 1, x + reach); cell++) taken[row * across + cell] = isGroup ? GROUP_CELL : 1;
    }
  }
  return ([left, top, right, bottom]) => {
    let [found, cells] = [0, 0];
    for (let y = Math.max(0, Math.floor(top / CELL)); y <= Math.min(down - 1, Math.floor(bottom / CELL)); y++) {
      for (let x = Math.max(0, Math.floor(left / CELL)); x <= Math.min(across - 1, Math.floor(right / CELL)); x++) {
        found += taken[y * across + x];
        cells += 1;
      }
    }
    return cells ? found / cells : 0;
  };
}

function fits([left, top, right, bottom], size, margin) {
  return left >= margin && top >= margin && right <= size.x - margin && bottom <= size.y - margin;
}

function meet(one, other) {
  return one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
}

/** The box that hides least of what is there already. */
function leastCovering(boxes, taken) {
  const hidden = (box) => taken.filter((other) => meet(box, other)).reduce((sum, other) => sum + shared(box, other), 0);
  return boxes.map((box) => [hidden(box), box]).sort(([one], [other]) => one - other)[0]?.[1];
}

function shared(one, other) {
  return (Math.min(one[2], other[2]) - Math.max(one[0], other[0])) * (Math.min(one[3], other[3]) - Math.max(one[1], other[1]));
}
