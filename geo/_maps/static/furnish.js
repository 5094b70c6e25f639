// Everything with words in it, made anew when the language changes: panel, controls, legend, tools, table.

import { Controls } from "./controls.js";
import { disputesButton } from "./disputes.js";
import { element } from "./dom.js";
import { countOptions, applyFilter } from "./filter.js";
import { keep, whyKept } from "./keeping.js";
import { LANGUAGES, language, say } from "./lang.js";
import { Legend } from "./legend.js";
import { counted, Panel } from "./panel.js";
import { Table } from "./table.js";
import { Tools } from "./tools.js";

/** Furnishes a map (mount.js) in the language in use. */
export function furnish(map) {
  const { payload, host, stage, panelNode } = map;
  stage.setAttribute("aria-label", say("Map"));
  panelNode.setAttribute("aria-label", say("Incidents"));
  const coarse = countCoarse(payload);
  const legend = new Legend(payload, { drawn: map.drawn, areas: map.areas.areas, spots: map.spots, circles: map.circles, disputes: disputesButton(host, payload.disputes) });
  const controls = new Controls(payload, {
    onToggle: (name, text, hide) => map.toggle(name, text, hide),
    onSearch: (text) => map.searchLater(text),
    onTime: (time) => map.setState({ time }),
    onPrecise: (precise) => map.setState({ filter: { precise } }),
    onFilter: (filter) => map.setState({ filter }),
    onGroup: (grouped) => map.setState({ grouped }),
    canGroup: map.canGroup,
  });
  map.paintPanel = () => {
    const state = map.current;
    const timeless = state.time ? applyFilter(payload, { ...state, time: null }).mask : map.mask;
    controls.draw({ state, seen: map.seen, counts: countOptions(payload, state, "category"), coarse, timeless });
    legend.draw(state.grouped);
  };
  map.grounds.build();
  map.theme.describe();
  legend.node.prepend(...[map.grounds.node, switches(map)].filter(Boolean));
  map.panel = new Panel(panelNode, payload, {
    controls, legend, onSelect: (row) => map.select(row), onClear: () => map.clearFilters(),
    onZoom: () => map.chosen.zoomToSeen(), sheet: (row) => map.chosen.sheetOf(row), reportClaims: () => map.chosen.reportClaims(),
  });
  map.tools?.node.remove();
  map.tools = new Tools(actsOf(map));
  stage.append(map.tools.node);
  map.table?.node.remove();
  map.table = new Table(map.map, stage, payload, (row) => map.select(row));
  map.measuring.furnish();
  map.readout.refresh();
  map.sheet.use(map.sheet.height);
  zoomWords(map.map);
}

function actsOf(map) {
  const { payload, hooks } = map;
  return {
    layers: map.layers,
    state: () => map.current,
    seen: () => counted(map.seen),
    setState: (part) => map.setState(part),
    pin: (pin) => {
      const problem = pin && map.pin.problemWith(pin);
      if (problem) return problem;
      map.setState({ pin });
      if (pin) map.pin.show(pin);
      return null;
    },
    measure: () => map.measuring.toggle(),
    save: (kind) => keep(map, kind),
    print: () => window.print(),
    address: hooks.address?.whole ? () => hooks.address.whole(map.address()) : null,
    hasTable: payload.count > 1,
    keptRows: whyKept(payload),
  };
}

/** The switches of colours and of the language. */
export function switches(map) {
  const other = Object.keys(LANGUAGES).find((code) => code !== language.code);
  const speak = element("button", { type: "button", class: "geo-theme geo-language", lang: other, onclick: () => {
    map.setState({ language: other });
    map.panelNode.querySelector(".geo-language").focus();
  } }, LANGUAGES[other]);
  return element("div", { class: "geo-switches" }, map.theme.button, speak);
}

export function zoomWords(map) {
  const container = map.getContainer();
  container.setAttribute("role", "application");
  container.setAttribute("aria-label", say("Map: arrow keys move it, plus and minus zoom"));
  map.getPane("overlayPane").setAttribute("aria-hidden", "true");
  for (const [name, text] of [["in", say("Zoom in")], ["out", say("Zoom out")]]) {
    const button = container.querySelector(`.leaflet-control-zoom-${name}`);
    button?.setAttribute("aria-label", text);
    button?.setAttribute("title", text);
    // A link that is a button is pressed by the space bar, too.
    if (button) {
      button.onkeydown = (event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        button.click();
      };
    }
  }
}

function countCoarse({ columns: { extent_m: extent }, count, town_m: town }) {
  let coarse = 0;
  if (!extent) return coarse;
  for (let row = 0; row < count; row++) if ((extent.at(row) ?? 0) > town) coarse += 1;
  return coarse;
}
