// From the text in the page to bytes: 85 characters, then deflate, with the browser's own means where it has them.

const DIGITS = Array.from({ length: 94 }, (_, place) => String.fromCharCode(33 + place)).filter((digit) => !"\"&'<\\`>/|".includes(digit)).slice(0, 85);

/** Says whether the browser inflates by itself; some of 2020 to 2022 know gzip but not this. */
function inflatesItself() {
  try {
    return Boolean(new DecompressionStream("deflate-raw"));
  } catch {
    return false;
  }
}

/** The pieces of { pieces: [[bytes, length], …], data }, inflated; `inflate(source, target)` serves old browsers. */
export async function inflatePieces({ pieces, data }, inflate) {
  const bytes = from85(data);
  const streams = inflatesItself();
  let start = 0;
  const parts = pieces.map(([size, length]) => {
    const part = bytes.subarray(start, start + size);
    start += size;
    return { part, length };
  });
  if (Math.ceil(start / 4) * 4 !== bytes.length) throw new Error("The data in this page is incomplete.");
  return Promise.all(parts.map(async ({ part, length }) => {
    const whole = streams ? await inflateStreamed(part) : inflate(part, new Uint8Array(length));
    if (whole.length !== length) throw new Error("The data in this page is damaged.");
    return whole;
  }));
}

async function inflateStreamed(part) {
  const stream = new Blob([part]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Bytes of a text in 85 characters, five for every four bytes; filled up at its end. */
export function from85(text) {
  const digits = new Uint8Array(128);
  [...DIGITS].forEach((digit, value) => { digits[digit.charCodeAt(0)] = value; });
  const words = text.length / 5;
  const bytes = new Uint8Array(words * 4);
  const view = new DataView(bytes.buffer);
  for (let word = 0; word < words; word++) {
    let value = 0;
    for (let place = 5 * word; place < 5 * word + 5; place++) value = value * 85 + digits[text.charCodeAt(place)];
    view.setUint32(4 * word, value);
  }
  return bytes;
}
