// Shapes that Leaflet does not draw as they should be.

/** A polygon whose corners are not moved to whole pixels, which would make a circle look cut with scissors. */
export function unroundedPolygon(leaflet) {
  return leaflet.Polygon.extend({
    _projectLatlngs(latlngs, result, bounds) {
      if (latlngs[0] instanceof leaflet.LatLng) {
        const origin = this._map.getPixelOrigin();
        const ring = latlngs.map((corner) => this._map.project(corner).subtract(origin));
        ring.forEach((point) => bounds.extend(point));
        result.push(ring);
      } else {
        latlngs.forEach((part) => this._projectLatlngs(part, result, bounds));
      }
    },
  });
}
