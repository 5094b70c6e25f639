// From what stands in the page to the map: reads the data, mounts, and says so plainly where that fails.

import { inflatePieces } from "./bytes.js";
import { mountCells } from "./cellmap.js";
import { readColumns } from "./columns.js";
import { withCapitals } from "./derived.js";
import { element } from "./dom.js";
import { mount } from "./mount.js";

export { mount } from "./mount.js";

const NO_COLUMN = { at: () => null };

/** Reads the payload of a page: the head, then its columns. */
export async function readPayload(text, inflate) {
  const pieces = await inflatePieces(JSON.parse(text), inflate);
  const head = JSON.parse(new TextDecoder().decode(pieces[0]));
  const columns = withCapitals(readColumns(head.columns, pieces, head.count), head.capitals);
  return { ...head, columns, titles: columns.title ?? NO_COLUMN, areas: { ...head.areas, of: columns.area ?? NO_COLUMN } };
}

/** Mounts the map whose data an element of the page holds. `hooks` are those of mount, and `inflate`. */
export async function start(host, holder, hooks) {
  try {
    const payload = await readPayload(holder.textContent, hooks.inflate);
    holder.remove();
    const handle = (payload.bins ? mountCells : mount)(host, payload, { address: addressOf(window), ...hooks });
    document.documentElement.classList.add("geo-on");
    handle.map.invalidateSize({ animate: false });
    return handle;
  } catch (error) {
    fail(host, error);
    throw error;
  }
}

/** Leaves the plain page in view and says why there is no map. */
function fail(host, error) {
  document.documentElement.classList.remove("geo-on");
  const told = element("p", { class: "geo-failure", role: "alert" },
    "The interactive map could not be opened. What it holds is below, as a picture and a table. The file may be damaged or incomplete, or this browser too old: ask for the file again, or open it in another browser. ",
    element("small", {}, String(error?.message ?? error)));
  host.before(told);
  host.replaceChildren();
}

/** Where the state of the map is kept: in the part of the page's address that no server sees. */
function addressOf(owner) {
  return {
    read: () => owner.location.hash,
    whole: (text) => `${owner.location.href.split("#")[0]}${text ? `#${text}` : ""}`,
    listen: (change) => owner.addEventListener("hashchange", change),
    write: (text) => {
      try {
        owner.history.replaceState(null, "", text ? `#${text}` : owner.location.pathname + owner.location.search);
      } catch {
        // A page inside another, as in a notebook, has no address of its own.
      }
    },
  };
}
