// A position in a link to a map, read from its text alone: nothing is asked of anyone.

const PAIR = /^\s*([+-]?\d+(?:\.\d*)?)\s*[,~ ]\s*([+-]?\d+(?:\.\d*)?)/;
const NUMBER = /^[+-]?\d+(?:\.\d*)?$/;
// Names of what is written latitude first, and of what is written longitude first; a marked place before the mere view.
const LATITUDE_FIRST = ["q", "query", "coordinate", "daddr", "destination", "sll", "ll", "center", "cp", "map"];
const LONGITUDE_FIRST = ["whatshere[point]", "pt", "poi[point]", "m", "ll"];
const APART = [["mlat", "mlon"], ["lat", "lon"], ["lat", "lng"], ["latitude", "longitude"]];
// Yandex and 2GIS write longitude first.
const LONGITUDE_FIRST_HOSTS = /(^|\.)(yandex\.[a-z.]+|ya\.ru|2gis\.[a-z.]+)$/;
const IN_PATH = [/!3d([+-]?\d+(?:\.\d*)?)!4d([+-]?\d+(?:\.\d*)?)/, /@([+-]?\d+(?:\.\d*)?),([+-]?\d+(?:\.\d*)?)/, /\/(?:place|search|dir)\/+([+-]?\d+\.\d*),\+?([+-]?\d+\.\d*)/];
const IN_HASH = /^#(?:map=)?\d+(?:\.\d*)?\/([+-]?\d+(?:\.\d*)?)\/([+-]?\d+(?:\.\d*)?)/;

/** Whether a text is a link to a page. */
export function isLink(text) {
  return /^(?:https?:\/\/|www\.)\S+$/i.test(text) || /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\/\S*$/i.test(text);
}

/** [lat, lon] of a link, as numbers; null where its text has none. */
export function readLink(text) {
  const url = parsed(/^https?:/i.test(text) ? text : `https://${text}`);
  if (!url) return null;
  // Some keep what they show behind the #, where no server sees it.
  const shown = new URLSearchParams(url.hash.slice(1));
  const told = (name) => url.searchParams.get(name) ?? shown.get(name) ?? "";
  const found = (names) => names.map((name) => PAIR.exec(told(name))).find(Boolean);
  if (LONGITUDE_FIRST_HOSTS.test(url.hostname)) {
    const swapped = found(LONGITUDE_FIRST) ?? /\/(?:geo|firm)\/[^?]*?([+-]?\d+\.\d+)(?:,|%2C)([+-]?\d+\.\d+)/i.exec(url.pathname);
    return swapped ? [Number(swapped[2]), Number(swapped[1])] : null;
  }
  const apart = APART.map((names) => names.map(told)).find((pair) => pair.every((part) => NUMBER.test(part)));
  const path = `${url.pathname}${url.hash}`.replace(/%2c/gi, ",");
  const inPath = IN_PATH.map((pattern) => pattern.exec(path)).find(Boolean);
  const [, lat, lon] = (apart && ["", ...apart]) ?? inPath ?? found(LATITUDE_FIRST) ?? IN_HASH.exec(url.hash) ?? [];
  return lat === undefined ? null : [Number(lat), Number(lon)];
}

function parsed(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
