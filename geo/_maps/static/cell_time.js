// When it happened, by months or years: how many incidents in cells lie in each, and a range that the reader keeps.

import { drawing, element } from "./dom.js";
import { later, say, sayCount } from "./lang.js";

const MOST_BARS = 62;
const [WIDTH, HEIGHT] = [310, 46];
const MONTHS = 12;
const ALONE = {
  month: later("Counts are kept by months: a range of days cannot be chosen."),
  year: later("Counts are kept by years: months would not fit into this file."),
};

/** The first or the last day of a period, such as 2024-05-31. */
export function dayOf(unit, period, isEnd) {
  const [year, month] = unit === "year" ? [period, isEnd ? MONTHS - 1 : 0] : [Math.floor(period / MONTHS), period % MONTHS];
  const date = new Date(0);
  // Years before 100 are no years of the last century.
  date.setUTCFullYear(year, isEnd ? month + 1 : month, isEnd ? 0 : 1);
  return date.toISOString().slice(0, 10);
}

/** The period of a date. */
export function periodOf(unit, date) {
  const [year, month] = date.split("-").map(Number);
  return unit === "year" ? year : MONTHS * year + month - 1;
}

/** The histogram with its two sliders; `onChange` gets [from, to] as dates, or null for all time. */
export class CellTime {
  constructor({ bins }, counts, onChange) {
    Object.assign(this, { counts, unit: bins.unit, onChange, waiting: false });
    this.node = element("fieldset", { class: "geo-time" }, element("legend", {}, say("Time")));
    if (!this.unit) {
      const why = bins.first === null ? say("No date is known.") : say("Counts of single times are not in this file: they would be too many, or there is only one.");
      this.node.append(element("p", { class: "geo-small" }, why));
      return;
    }
    this.picture = drawing("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", class: "geo-bars" });
    this.picture.addEventListener("click", (event) => this.takeBar(event));
    const most = String(counts.periods.length - 1);
    const labels = this.unit === "year" ? [say("First year shown"), say("Last year shown")] : [say("First month shown"), say("Last month shown")];
    [this.from, this.to] = labels.map((label) => {
      const slider = element("input", { type: "range", min: "0", max: most, "aria-label": label });
      slider.addEventListener("input", () => this.moved(slider));
      return slider;
    });
    this.told = element("p", { class: "geo-small" });
    this.reset = element("button", { type: "button", class: "geo-all-time", onclick: () => {
      onChange(null);
      this.from.focus();
    } }, say("All time"));
    this.node.append(this.picture, element("div", { class: "geo-sliders" }, this.from, this.to), this.told, element("div", { class: "geo-days" }, this.reset));
  }

  /** The periods of a range of dates; null of all time. */
  rangeOf(time) {
    return time && this.unit ? time.map((date) => periodOf(this.unit, date)) : null;
  }

  draw(time) {
    if (!this.unit) return;
    const { first, last, dated, all } = this.counts;
    const [from, to] = (this.rangeOf(time) ?? [first, last]).map((period) => Math.max(first, Math.min(last, period)));
    [this.from.value, this.to.value] = [String(from - first), String(to - first)];
    for (const slider of [this.from, this.to]) slider.setAttribute("aria-valuetext", this.nameOf(first + Number(slider.value)));
    this.drawBars(from, to);
    const undated = all.reduce((sum, count) => sum + count, 0) - dated;
    const left = undated > 0 ? sayCount(undated, "{count} whose date is not known so well is left out as soon as a time is chosen.", "{count} whose dates are not known so well are left out as soon as a time is chosen.") : "";
    this.told.textContent = [`${say("{from} to {to}", { from: this.nameOf(from), to: this.nameOf(to) })}.`, say(ALONE[this.unit]), left].filter(Boolean).join(" ");
    this.reset.hidden = !time;
  }

  nameOf(period) {
    return dayOf(this.unit, period, false).slice(0, this.unit === "year" ? 4 : 7);
  }

  bars() {
    const { periods } = this.counts;
    const each = Math.ceil(periods.length / MOST_BARS);
    return Array.from({ length: Math.ceil(periods.length / each) }, (_, bar) => ({ start: bar * each, end: Math.min(periods.length, (bar + 1) * each), count: periods.slice(bar * each, (bar + 1) * each).reduce((sum, count) => sum + count, 0) }));
  }

  drawBars(from, to) {
    const bars = this.bars();
    const most = Math.max(1e-9, ...bars.map(({ count }) => count));
    const step = WIDTH / bars.length;
    const drawn = bars.map(({ start, end, count }, place) => {
      const middle = this.counts.first + (start + end - 1) / 2;
      const height = count > 0 ? Math.max(1, (count / most) * HEIGHT) : 0;
      return drawing("rect", { class: `geo-bar-exact-${middle >= from && middle <= to ? "kept" : "left"}`, x: place * step + 0.5, width: Math.max(1, step - 1), y: HEIGHT - height, height });
    });
    this.picture.replaceChildren(...drawn);
  }

  /** Takes the periods of a bar that is clicked. */
  takeBar({ clientX }) {
    const { left, width } = this.picture.getBoundingClientRect();
    const bars = this.bars();
    const { start, end } = bars[Math.max(0, Math.min(bars.length - 1, Math.floor(((clientX - left) / width) * bars.length)))];
    this.take(this.counts.first + start, this.counts.first + end - 1);
  }

  take(from, to) {
    const whole = from === this.counts.first && to === this.counts.last;
    this.onChange(whole ? null : [dayOf(this.unit, from, false), dayOf(this.unit, to, true)]);
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
      this.take(this.counts.first + Number(this.from.value), this.counts.first + Number(this.to.value));
    });
  }
}

/** A range of time in words; null of all time. */
export function timeWords(unit, range) {
  if (!range) return null;
  const [from, to] = range.map((period) => dayOf(unit, period, false).slice(0, unit === "year" ? 4 : 7));
  return from === to ? from : say("{from} to {to}", { from, to });
}

