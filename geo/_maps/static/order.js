// Rows in the order of one column: made once for all of them, and told apart by what is seen whenever that changes.
//
// What is unknown comes last, whichever way the order runs; what is equal stays in the order of the table.

/** The order of rows by numbers, NaN where unknown; `values` has one for each row. */
export function rankNumbers(values) {
  const rows = Uint32Array.from(values, (_, row) => row);
  const known = rows.filter((row) => !Number.isNaN(values[row])).sort((one, other) => values[one] - values[other] || one - other);
  return { values, known, unknown: rows.filter((row) => Number.isNaN(values[row])) };
}

/** The order of rows by texts, null where unknown, as readers of a language sort them; numbers in them count as numbers. */
export function rankTexts(texts, language) {
  const ranks = new Map();
  for (const text of texts) if (text !== null && !ranks.has(text)) ranks.set(text, NaN);
  const { compare } = new Intl.Collator(language, { numeric: true });
  // Nearly sorted by a quick comparison, few of the slow ones remain.
  const distinct = [...ranks.keys()];
  const keys = distinct.map(roughKey);
  const rough = Uint32Array.from(keys, (_, place) => place).sort((one, other) => (keys[one] < keys[other] ? -1 : Number(keys[one] > keys[other])));
  const sorted = Array.from(rough, (place) => distinct[place]).sort(compare);
  let rank = 0;
  for (let place = 0; place < sorted.length; place++) {
    if (place > 0 && compare(sorted[place - 1], sorted[place]) !== 0) rank += 1;
    ranks.set(sorted[place], rank);
  }
  return countRanks(Float64Array.from(texts, (text) => (text === null ? NaN : ranks.get(text))), rank + 1);
}

/** The order of rows by whole numbers below `most`: each is put where the count of the lesser ones says. */
function countRanks(values, most) {
  const rows = Uint32Array.from(values, (_, row) => row);
  const unknown = rows.filter((row) => Number.isNaN(values[row]));
  const next = new Uint32Array(most + 1);
  for (const value of values) if (!Number.isNaN(value)) next[value + 1] += 1;
  for (let rank = 0; rank < most; rank++) next[rank + 1] += next[rank];
  const known = new Uint32Array(values.length - unknown.length);
  for (const row of rows) if (!Number.isNaN(values[row])) known[next[values[row]]++] = row;
  return { values, known, unknown };
}

/** Quick to compare: only about right. */
function roughKey(text) {
  const plain = text.toLowerCase();
  return /\d/.test(plain) ? plain.replace(/\d+/g, (digits) => digits.padStart(12, "0")) : plain;
}

/** The rows that `mask` marks with 1, `count` of them, in an order. */
export function orderRows({ values, known, unknown }, mask, count, descending) {
  const rows = new Uint32Array(count);
  let found = 0;
  const take = (row) => {
    if (mask[row]) rows[found++] = row;
  };
  if (descending) backwards(values, known, take);
  else known.forEach(take);
  unknown.forEach(take);
  return rows;
}

function backwards(values, known, take) {
  for (let end = known.length; end > 0;) {
    let start = end - 1;
    while (start > 0 && values[known[start - 1]] === values[known[start]]) start -= 1;
    for (let place = start; place < end; place++) take(known[place]);
    end = start;
  }
}
