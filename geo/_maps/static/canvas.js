// The canvas of symbols: one dot for each spot, drawn anew after every move and carried along during one.

import { Crowd } from "./crowd.js";
import { colour, categoryColour } from "./style.js";
import { MIXED, UNSTATED } from "./spots.js";

const MANY = 200;
// Of so many symbols those that would lie on one that is drawn already are left out.
const CROWD = 4000;
const RADIUS = 5;
const SMALL_RADIUS = 3.5;
const LARGEST_RADIUS = 14;
const MARGIN = LARGEST_RADIUS + 2;
const GROWTH = 2;
const SMALL_GROWTH = 1.6;
const COUNT_RADIUS = 6;
// A finger or a shaking hand need not hit the symbol itself.
const REACH = 4;

/** The radius of a symbol, pixels. */
export function spotRadius(count, many) {
  const least = many ? SMALL_RADIUS + 1 : RADIUS;
  if (count > 1) return Math.min(LARGEST_RADIUS, least + (many ? SMALL_GROWTH : GROWTH) * Math.log2(count));
  return many ? SMALL_RADIUS : RADIUS;
}

/** Makes the layer of symbols; `spots` are from spots.js. */
export function makeSpotLayer(leaflet, map, spots) {
  const pane = map.createPane("geo-spots");
  pane.style.zIndex = "450";
  pane.style.pointerEvents = "none";
  const { Renderer, Browser, DomUtil } = leaflet;
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
    drawOn(paper, fine) {
      drawSpots(paper, spots, this._bounds, this._map, fine);
    },
  });
  return new Layer({ pane: "geo-spots", padding: 0.25 }).addTo(map);
}

/** The seen spot under a point of the container, or null. */
export function spotAt(map, spots, point) {
  const scale = map.options.crs.scale(map.getZoom());
  const { x, y } = map.project(map.containerPointToLatLng(point)).divideBy(scale);
  const many = spots.order.length > MANY;
  return spots.at(x, y, (spot) => (spotRadius(spots.shown[spot], many) + REACH) / scale);
}

function drawSpots(paper, spots, bounds, map, fine) {
  const { min, max } = bounds;
  const scale = map.options.crs.scale(map.getZoom());
  const origin = map.getPixelOrigin();
  const { order, shown, hollowShown, categoryShown } = spots;
  const many = order.length > MANY;
  const crowd = order.length > CROWD ? new Crowd(bounds, fine, MARGIN) : null;
  const sprites = new Map();
  const spriteOf = (spot) => {
    const key = categoryShown[spot] * 2 + hollowShown[spot];
    if (!sprites.has(key)) sprites.set(key, makeSprite(categoryShown[spot], hollowShown[spot] > 0, many, fine, crowd));
    return sprites.get(key);
  };
  for (let place = 0; place < order.length; place++) {
    const spot = order[place];
    const x = spots.x[spot] * scale - origin.x;
    const y = spots.y[spot] * scale - origin.y;
    if (x < min.x - MARGIN || x > max.x + MARGIN || y < min.y - MARGIN || y > max.y + MARGIN) continue;
    if (shown[spot] > 1) drawSeveral(paper, x, y, spotRadius(shown[spot], many), shown[spot], hollowShown[spot], categoryShown[spot]);
    else if (crowd) crowd.stamp(spriteOf(spot), x, y);
    else {
      const { picture, width } = spriteOf(spot);
      paper.drawImage(picture, x - width / fine / 2, y - width / fine / 2, width / fine, width / fine);
    }
  }
  crowd?.drawOn(paper);
}

/** The picture of one incident; drawn once, since stamping it is many times quicker than drawing each. */
function makeSprite(category, hollow, many, fine, crowd) {
  const radius = spotRadius(1, many);
  const half = Math.ceil(radius + 2);
  const width = 2 * half * fine;
  const picture = document.createElement("canvas");
  picture.width = picture.height = width;
  const paper = picture.getContext("2d");
  paper.scale(fine, fine);
  paper.beginPath();
  paper.arc(half, half, radius, 0, 2 * Math.PI);
  const ink = categoryColour(category);
  paper.globalAlpha = crowd ? 1 : many ? 0.75 : 0.95;
  paper.fillStyle = hollow ? colour.paper : ink;
  paper.fill();
  paper.globalAlpha = 1;
  paper.lineWidth = hollow ? 1.7 : many ? 0.7 : 1.2;
  paper.strokeStyle = hollow ? ink : colour.paper;
  paper.stroke();
  if (!crowd) return { picture, width };
  const { data } = paper.getImageData(0, 0, width, width);
  return { data, width, pixels: new Uint32Array(data.buffer) };
}

/** Several incidents: a disc with their number; of its rim as much is hollow as incidents are imprecise. */
function drawSeveral(paper, x, y, radius, count, hollow, category) {
  const ink = category === MIXED ? colour.mixed : categoryColour(category);
  paper.beginPath();
  paper.arc(x, y, radius, 0, 2 * Math.PI);
  paper.globalAlpha = 0.95;
  paper.fillStyle = ink;
  paper.fill();
  paper.globalAlpha = 1;
  paper.lineWidth = 1.2;
  paper.strokeStyle = colour.paper;
  paper.stroke();
  if (hollow > 0) {
    const from = -Math.PI / 2;
    paper.beginPath();
    paper.arc(x, y, radius - 1.8, from, from + (2 * Math.PI * hollow) / count);
    paper.lineWidth = 3.2;
    paper.stroke();
    paper.beginPath();
    paper.arc(x, y, radius, 0, 2 * Math.PI);
    paper.lineWidth = 0.9;
    paper.strokeStyle = ink;
    paper.stroke();
  }
  if (radius < COUNT_RADIUS) return;
  const text = count.toLocaleString("en");
  paper.font = `700 ${text.length > 4 ? 8.5 : text.length > 3 ? 9.5 : 10.5}px system-ui, sans-serif`;
  paper.textAlign = "center";
  paper.textBaseline = "middle";
  paper.fillStyle = category === UNSTATED || category === MIXED ? colour.onMixed : colour.onCategory;
  paper.fillText(text, x, y + 0.5);
}
