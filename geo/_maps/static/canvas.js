// The canvas of symbols: one dot for each spot, drawn anew after every move and carried along during one.

import { Crowd } from "./crowd.js";
import { Clusters } from "./clusters.js";
import { drawGroup, drawSeveral, FARTHEST, groupedRadius, makeSprite, spotRadius } from "./symbols.js";

const MANY = 200;
// Of so many symbols those that would lie on one that is drawn already are left out.
const CROWD = 4000;
const MARGIN = FARTHEST + 2;
// A finger or a shaking hand need not hit the symbol itself.
const REACH = 4;

/** Makes the layer of symbols; `spots` are from spots.js. They are drawn one by one until `setGrouped` says otherwise. */
export function makeSpotLayer(leaflet, map, spots) {
  const pane = map.createPane("geo-spots");
  pane.style.zIndex = "450";
  pane.style.pointerEvents = "none";
  const { Renderer, Browser, DomUtil } = leaflet;
  const clusters = new Clusters(spots, groupedRadius);
  const Layer = Renderer.extend({
    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._paper = this._container.getContext("2d");
    },
    _destroyContainer() {
      DomUtil.remove(this._container);
      delete this._container;
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      const before = this.drawnAt;
      Renderer.prototype._update.call(this);
      // Leaflet asks twice after every zoom.
      this.drawnAt = [this._bounds.min, this._bounds.max, this._zoom, this._map.getPixelOrigin()].join();
      if (this.drawnAt === before) return;
      const size = this._bounds.getSize();
      const fine = Browser.retina ? 2 : 1;
      DomUtil.setPosition(this._container, this._bounds.min);
      [this._container.width, this._container.height] = [fine * size.x, fine * size.y];
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
      this._paper.setTransform(fine, 0, 0, fine, -fine * this._bounds.min.x, -fine * this._bounds.min.y);
      this.draw();
    },
    redraw() {
      if (!this._map) return;
      const { min, max } = this._bounds;
      this._paper.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
      this.draw();
    },
    draw() {
      this.drawOn(this._paper, Browser.retina ? 2 : 1);
    },
    /** Draws the symbols on any canvas that lies as the map's own does. */
    drawOn(paper, fine) {
      drawMarks(paper, this.marks(), this._bounds, this._map, fine);
    },
    /** Draws spots near each other as one, or every spot by itself. */
    setGrouped(grouped) {
      this.grouped = grouped;
      this.redraw();
    },
    /** What has a symbol: the spots, or their groups at this zoom. */
    marks() {
      return this.grouped ? clusters.at(map.getZoom()) : spots;
    },
    /** What is under a point of the container: { count, rows(), where }, and of a group { places, box }; or null. */
    find(point, mask) {
      const marks = this.marks();
      const mark = spotAt(map, marks, point);
      if (mark === null) return null;
      const found = { count: marks.shown[mark], rows: () => marks.rows(mark, mask), where: "spot" };
      if (!marks.isGroup?.(mark)) return found;
      return { ...found, where: "near", places: marks.members(mark).length, box: marks.box(mark) };
    },
  });
  return new Layer({ pane: "geo-spots", padding: 0.25 }).addTo(map);
}

/** How large each symbol is. */
function radiusOf(marks) {
  if (marks.radius) return (mark) => marks.radius[mark];
  const many = marks.order.length > MANY;
  return (mark) => spotRadius(marks.shown[mark], many);
}

/** What has its symbol under a point of the container, or null. */
function spotAt(map, marks, point) {
  const scale = map.options.crs.scale(map.getZoom());
  const { x, y } = map.project(map.containerPointToLatLng(point)).divideBy(scale);
  const radius = radiusOf(marks);
  return marks.at(x, y, (mark) => (radius(mark) + REACH) / scale);
}

function drawMarks(paper, marks, bounds, map, fine) {
  const { min, max } = bounds;
  const scale = map.options.crs.scale(map.getZoom());
  const origin = map.getPixelOrigin();
  const { order, shown, hollowShown, categoryShown } = marks;
  const many = !marks.isGroup && order.length > MANY;
  const radius = radiusOf(marks);
  const crowd = !marks.isGroup && order.length > CROWD ? new Crowd(bounds, fine, MARGIN) : null;
  const sprites = new Map();
  const spriteOf = (mark) => {
    const key = categoryShown[mark] * 2 + hollowShown[mark];
    if (!sprites.has(key)) sprites.set(key, makeSprite(categoryShown[mark], hollowShown[mark] > 0, many, fine, crowd));
    return sprites.get(key);
  };
  for (const mark of order) {
    const x = marks.x[mark] * scale - origin.x;
    const y = marks.y[mark] * scale - origin.y;
    if (x < min.x - MARGIN || x > max.x + MARGIN || y < min.y - MARGIN || y > max.y + MARGIN) continue;
    if (marks.isGroup?.(mark)) drawGroup(paper, x, y, shown[mark], hollowShown[mark], categoryShown[mark]);
    else if (shown[mark] > 1) drawSeveral(paper, x, y, radius(mark), shown[mark], hollowShown[mark], categoryShown[mark]);
    else if (crowd) crowd.stamp(spriteOf(mark), x, y);
    else {
      const { picture, width } = spriteOf(mark);
      paper.drawImage(picture, x - width / fine / 2, y - width / fine / 2, width / fine, width / fine);
    }
  }
  crowd?.drawOn(paper);
}
