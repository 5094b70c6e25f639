// One row of the table, asked for what its columns say: geo/_maps/row.py in the browser.

import { countryName } from "./countries.js";
import { measure } from "./geodesic.js";

const PLACES = ["place", "town", "city"];

/** An incident; areas have no coordinates, what stands for their distances is an interval. */
export class Incident {
  constructor(payload, row) {
    this.payload = payload;
    this.row = row;
    this.isArea = payload.areas.of.at(row) !== null;
  }

  /** One of the columns; null where it says nothing. */
  value(name) {
    return this.payload.columns[name]?.at(this.row) ?? null;
  }

  isLocated() {
    return this.isArea || this.value("lon") !== null;
  }

  /** A point that only stands for a circle. */
  isVague() {
    return !this.isArea && Boolean(this.value("precision_m"));
  }

  /** The radius that decides how finely a distance is told; an area has its interval instead. */
  radius() {
    return this.isArea ? null : this.value("precision_m");
  }

  /** A distance with the least and the most it can be. Of an area's border the interval of the neighbour named. */
  bounds(stem) {
    if (this.isArea && stem === "border") {
      const across = this.value("border_across_code");
      const found = this.distances().find(({ code }) => code === across);
      if (found) return [null, found.low, found.high];
    }
    const value = this.value(`${stem}_m`);
    // Where the three agree only one is kept.
    return [value, this.value(`${stem}_min_m`) ?? value, this.value(`${stem}_max_m`) ?? value];
  }

  /** Each land neighbour with the least and the most its distance can be, the nearest first. */
  distances() {
    return (this.value("neighbours") ?? []).map(({ code, low_m: low, high_m: high }) => ({ code, low, high: high ?? low }));
  }

  /** The listed place, town or city: { name, population, code, same }; null where there is none. */
  place(stem) {
    const number = this.value(stem);
    if (number === null) return null;
    const [name, population, code, lon, lat] = this.payload.places[number];
    return { number, name, population, code, lon, lat };
  }

  /** In which direction something lies, degrees; null where that is not one direction. To listed places it is measured here. */
  azimuth(stem) {
    const told = this.value(`${stem}_azimuth_deg`);
    if (told !== null || !PLACES.includes(stem)) return told;
    const [place, lon, lat] = [this.place(stem), this.value("lon"), this.value("lat")];
    if (place === null || place.lon === null || lon === null) return null;
    return measure(lon, lat, place.lon, place.lat).azimuth;
  }

  nameOf(code) {
    return countryName(this.payload, code);
  }
}
