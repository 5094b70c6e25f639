// Which rows are seen: what the reader has hidden, how precisely a place must be known, and when it happened.

/** Marks the rows that are seen with 1; returns { mask, count }. */
export function applyFilter(payload, { filter, time }) {
  const { columns, count } = payload;
  const mask = new Uint8Array(count).fill(1);
  for (const [name, hidden] of Object.entries(filter.hidden)) hide(mask, columns[name], hidden, payload.options[name] ?? []);
  if (filter.precise) {
    for (let row = 0; row < count; row++) {
      if (mask[row] && (columns.extent_m?.at(row) ?? 0) > payload.town_m) mask[row] = 0;
    }
  }
  if (time && columns.first_day) {
    const [from, to] = time.map(dayNumber);
    for (let row = 0; row < count; row++) {
      const first = columns.first_day.at(row);
      if (first === null || first > to || first + (columns.more_days?.at(row) ?? 0) < from) mask[row] = 0;
    }
  }
  if (filter.text) search(mask, payload, filter.text);
  let seen = 0;
  for (let row = 0; row < count; row++) seen += mask[row];
  return { mask, count: seen };
}

/** Keeps rows in whose title and reported texts every word is found, whatever the case and the accents. */
function search(mask, payload, text) {
  const words = plainly(text).split(/\s+/).filter(Boolean);
  const texts = searchable(payload);
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] && !words.every((word) => texts[row].includes(word))) mask[row] = 0;
  }
}

const searched = new WeakMap();

/** What of each row is searched; made when the first word is typed. */
function searchable(payload) {
  if (!searched.has(payload)) {
    const columns = [payload.titles, ...payload.reported.map(({ column }) => payload.columns[column] ?? null)].filter(Boolean);
    const texts = Array.from({ length: payload.count }, (_, row) => plainly(columns.map((column) => column.at(row) ?? "").join("\n")));
    searched.set(payload, texts);
  }
  return searched.get(payload);
}

function plainly(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function hide(mask, column, hidden, options) {
  if (!column || hidden.length === 0) return;
  const numbers = new Set(hidden.map((text) => options.findIndex((option) => option.text === text)));
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] && numbers.has(column.at(row) ?? options.length - 1)) mask[row] = 0;
  }
}

/** Days since 1970 of a date such as 2024-05-31. */
export function dayNumber(date) {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / 86400000);
}

/** The date, such as 2024-05-31, of a number of days since 1970. */
export function dateOf(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}

/** How many of the seen rows have each option of a column; an option that is hidden counts what it would add. */
export function countOptions(payload, state, name) {
  const options = payload.options[name];
  if (!options) return [];
  const hidden = { ...state.filter.hidden, [name]: [] };
  const { mask } = applyFilter(payload, { ...state, filter: { ...state.filter, hidden } });
  const counts = new Array(options.length).fill(0);
  for (let row = 0; row < mask.length; row++) {
    if (mask[row]) counts[payload.columns[name].at(row) ?? options.length - 1] += 1;
  }
  return counts;
}
