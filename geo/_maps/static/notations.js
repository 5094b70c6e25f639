// Temporary, for a look.
import { say } from "./lang.js";
export function notations(lon, lat) {
  return [{ key: "decimal", label: say("Decimal"), text: `${lat.toFixed(5)}, ${lon.toFixed(5)}` }, { key: "dms", label: say("Degrees"), text: "43°00′00.0″N 53°30′00.0″E" }, { key: "mgrs", label: "MGRS", text: "39T YH 03814 64221" }];
}
export function parseCoordinates(text) {
  const [lat, lon] = text.split(",").map(Number);
  return Number.isFinite(lat) && Number.isFinite(lon) ? { lon, lat, text: "x" } : { problem: say("No coordinates were found in this.") };
}
