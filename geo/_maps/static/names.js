// Names of the base map, in order of importance: countries, disputed ground, capitals, countries whose name
// has no room but over their shore, cities, regions, towns.

import { countryName } from "./countries.js";

const MILLION = 1e6;
const CITY = 50000;

/** Labels for everything that has a name on the base map, of the layers that are shown. */
export function mapNames(payload, isShown = () => true) {
  const names = Object.fromEntries(Object.entries(payload.names).map(([name, all]) => [name, isShown(name) ? all : []]));
  const places = names.places.map(placeName);
  const ofKind = (wanted) => places.filter(({ kind }) => kind === wanted);
  return [
    ...names.countries.map(([text, code, weight, inland]) => countryLabel(nameOf(payload, text, code), code, weight, inland)),
    ...names.disputed.map(([text, spots]) => ({ ...groundName(text, spots, "disputed"), movable: true })),
    ...ofKind("capital"),
    ...names.countries.map(([text, code, weight, , seaward]) => countryLabel(nameOf(payload, text, code), code, weight, seaward)),
    ...ofKind("city"),
    ...names.regions.map(([text, spots]) => groundName(text, spots, "region")),
    ...ofKind("town"),
  ];
}

/** In another language the reader's browser knows what a country is called; what the atlas calls otherwise stays. */
function nameOf(payload, text, code) {
  return payload.countries[code] === text ? countryName(payload, code) : text;
}

function countryLabel(text, code, weight, places) {
  return {
    text, places, once: code, kind: "country", spacing: 6, margin: 8,
    // A small country's name on a map of the world would only hide its neighbours.
    fromZoom: weight > 10 * MILLION ? 0 : weight > MILLION ? 2.5 : 3.5,
  };
}

/** A name that is written only where its ground is as large as the name. */
function groundName(text, places, kind) {
  return { text, places, kind, spacing: 4, margin: 4, fromZoom: 4 };
}

function placeName([text, lon, lat, population, capital]) {
  return { text, lon, lat, dot: true, spacing: 5, margin: 4, fromZoom: 3, kind: capital ? "capital" : population >= CITY ? "city" : "town" };
}
