// Where the map looks: the first view, how far the reader may go, the credit and the scale.

export const CREDIT = "\u00a9 OpenStreetMap contributors \u00b7 GeoNames";
const CLOSEST_FIRST_VIEW = 14;
const LEAST_ZOOM = -2;
// The scale bar and the credit stand below the first view, not on it.
const FOOT = 60;

/** Shows the first view whole, and keeps the reader within what is drawn. */
export function frameView(leaflet, map, { view, limit }) {
  const attribution = map.attributionControl ?? leaflet.control.attribution().addTo(map);
  attribution.setPrefix(false).addAttribution(CREDIT);
  map.invalidateSize({ animate: false });
  const [first, drawn] = [view, limit].map(([west, south, east, north]) => [[south, west], [north, east]]);
  const options = { animate: false, maxZoom: CLOSEST_FIRST_VIEW, paddingTopLeft: [8, 8], paddingBottomRight: [8, FOOT] };
  // Zooms do not snap: the first view fits exactly, and a pan back into the bounds stays a pan. The bounds come
  // after the view: set before, Leaflet would start a pan back from wherever the empty map stood.
  map.options.minZoom = LEAST_ZOOM;
  map.fitBounds(first, options);
  map.setMaxBounds(drawn);
  map.options.maxBoundsViscosity = 1;
  // Whatever the size of the window, the reader can zoom out until the first view is whole again.
  const loosen = () => {
    map.options.minZoom = LEAST_ZOOM;
    const whole = map.getBoundsZoom(first, false, leaflet.point(16, 8 + FOOT));
    map.setMinZoom(Math.min(whole, map.getBoundsZoom(drawn, true)));
  };
  loosen();
  map.on("resize", loosen);
  leaflet.control.scale({ position: "bottomright", maxWidth: 110 }).addTo(map);
}

/** For who wants no motion: the map jumps where it would glide. */
export function stayStill(map) {
  Object.assign(map.options, { zoomAnimation: false, fadeAnimation: false, inertia: false });
  map._zoomAnimated = false;
}
