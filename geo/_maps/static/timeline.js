// When it happened: how many incidents lie on which days, and a range of days that the reader keeps.

import { dateOf } from "./days.js";
import { drawing, element } from "./dom.js";
import { say, sayCount } from "./lang.js";

const MOST_BINS = 62;
const WIDTH = 310;
const HEIGHT = 46;

/** Counts rows by days: { first, last, bins: [{ exact, vague }], undated }, or null where no row has a date. */
export function countDays({ columns: { first_day: first, more_days: more }, count }, mask) {
  if (!first) return null;
  let [least, most] = [Infinity, -Infinity];
  for (let row = 0; row < count; row++) {
    const day = first.at(row);
    if (day === null) continue;
    least = Math.min(least, day);
    most = Math.max(most, day + (more?.at(row) ?? 0));
  }
  if (least > most) return null;
  const days = most - least + 1;
  const bins = Array.from({ length: Math.min(MOST_BINS, days) }, () => ({ exact: 0, vague: 0 }));
  const width = days / bins.length;
  let undated = 0;
  for (let row = 0; row < count; row++) {
    if (!mask[row]) continue;
    const day = first.at(row);
    if (day === null) {
      undated += 1;
      continue;
    }
    const longer = more?.at(row) ?? 0;
    const from = (day - least) / width;
    if (longer === 0) bins[Math.floor(from)].exact += 1;
    else spread(bins, from, (day - least + longer + 1) / width);
  }
  return { first: least, last: most, bins, undated };
}

/** A month or a year is not one day: each part of it gets its share. */
function spread(bins, from, to) {
  for (let bin = Math.floor(from); bin < Math.min(bins.length, to); bin++) {
    bins[bin].vague += (Math.min(to, bin + 1) - Math.max(from, bin)) / (to - from);
  }
}

/** The histogram with its two sliders; `onChange` gets [from, to] as dates, or null for all time. */
export class Timeline {
  constructor(payload, onChange) {
    Object.assign(this, { payload, onChange, waiting: false });
    const every = countDays(payload, new Uint8Array(payload.count).fill(1));
    this.shown = every !== null && every.last > every.first;
    this.node = element("fieldset", { class: "geo-time", hidden: !this.shown });
    if (!this.shown) return;
    Object.assign(this, { first: every.first, last: every.last });
    this.picture = drawing("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", class: "geo-bars" });
    [this.from, this.to] = [say("First day shown"), say("Last day shown")].map((label) => {
      const slider = element("input", { type: "range", min: "0", max: String(this.last - this.first), "aria-label": label });
      slider.addEventListener("input", () => this.moved(slider));
      return slider;
    });
    this.picture.addEventListener("click", (event) => this.takeBar(event));
    this.days = [say("From day"), say("Until day")].map((label) => {
      const field = element("input", { type: "date", class: "geo-day", "aria-label": label, min: dateOf(this.first), max: dateOf(this.last) });
      field.addEventListener("change", () => this.dated());
      return field;
    });
    this.told = element("p", { class: "geo-small" });
    this.reset = element("button", { type: "button", class: "geo-all-time", onclick: () => {
      onChange(null);
      this.from.focus();
    } }, say("All time"));
    this.node.append(element("legend", {}, say("Time")), this.picture, element("div", { class: "geo-sliders" }, this.from, this.to), element("div", { class: "geo-days" }, ...this.days, this.reset), this.told);
  }

  /** Takes the days that were written, the earlier first; what is no day changes nothing. */
  dated() {
    const days = this.days.map(({ value, min, max }) => (value && value >= min && value <= max ? value : null));
    if (days.includes(null)) return;
    this.onChange(days.sort());
  }

  /** Takes the days of a bar that is clicked. */
  takeBar({ clientX }) {
    const { left, width } = this.picture.getBoundingClientRect();
    const days = this.last - this.first + 1;
    const bins = Math.min(MOST_BINS, days);
    const bin = Math.max(0, Math.min(bins - 1, Math.floor(((clientX - left) / width) * bins)));
    const [from, to] = [bin, bin + 1].map((place) => this.first + Math.ceil((place * days) / bins));
    this.onChange([dateOf(from), dateOf(Math.max(from, to - 1))]);
  }

  /** Draws what is seen but for the range itself, and the range. */
  draw(mask, time) {
    if (!this.shown) return;
    const { bins, undated } = countDays(this.payload, mask);
    const [from, to] = time ? time.map((date) => Math.round(Date.parse(date) / 86400000)) : [this.first, this.last];
    this.from.value = String(from - this.first);
    this.to.value = String(to - this.first);
    [from, to].forEach((day, place) => {
      // What the reader is writing stays as it is.
      if (document.activeElement !== this.days[place]) this.days[place].value = dateOf(day);
    });
    for (const slider of [this.from, this.to]) slider.setAttribute("aria-valuetext", dateOf(this.first + Number(slider.value)));
    this.drawBars(bins, from, to);
    const hidden = time && undated > 0 ? `; ${sayCount(undated, "{count} without a date is hidden", "{count} without a date are hidden")}` : "";
    this.told.textContent = say("{from} to {to}", { from: dateOf(from), to: dateOf(to) }) + hidden;
    this.reset.hidden = !time;
  }

  drawBars(bins, from, to) {
    const most = Math.max(1e-9, ...bins.map(({ exact, vague }) => exact + vague));
    const [days, step] = [this.last - this.first + 1, WIDTH / bins.length];
    const bars = bins.flatMap(({ exact, vague }, place) => {
      const middle = this.first + ((place + 0.5) * days) / bins.length;
      const kept = middle >= from && middle <= to + 1 ? "kept" : "left";
      const [low, high] = [(exact / most) * HEIGHT, (vague / most) * HEIGHT];
      const bar = (name, height, top) => drawing("rect", { class: `geo-bar-${name}-${kept}`, x: place * step + 0.5, width: Math.max(1, step - 1), y: top, height });
      return [exact > 0 ? bar("exact", Math.max(1, low), HEIGHT - Math.max(1, low)) : null, vague > 0 ? bar("vague", high, HEIGHT - low - high) : null];
    });
    this.picture.replaceChildren(...bars.filter(Boolean));
  }

  /** A slider does not pass the other; what moves is told once a frame. */
  moved(slider) {
    const other = slider === this.from ? this.to : this.from;
    const beyond = slider === this.from ? Number(slider.value) > Number(other.value) : Number(slider.value) < Number(other.value);
    if (beyond) other.value = slider.value;
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      const days = [this.from, this.to].map(({ value }) => this.first + Number(value));
      const whole = days[0] === this.first && days[1] === this.last;
      this.onChange(whole ? null : days.map(dateOf));
    });
  }
}
