// From the text in the page to bytes: base64, then deflate, with the browser's own means where it has them.

/** Says whether the browser inflates by itself; some of 2020 to 2022 know gzip but not this. */
function inflatesItself() {
  try {
    return Boolean(new DecompressionStream("deflate-raw"));
  } catch {
    return false;
  }
}

/** The pieces of { pieces: [[bytes, length], …], data: base64 }, inflated; `inflate(source, target)` serves old browsers. */
export async function inflatePieces({ pieces, data }, inflate) {
  const bytes = fromBase64(data);
  const streams = inflatesItself();
  let start = 0;
  const parts = pieces.map(([size, length]) => {
    const part = bytes.subarray(start, start + size);
    start += size;
    return { part, length };
  });
  if (start !== bytes.length) throw new Error("The data in this page is incomplete.");
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

/** Bytes of a base64 text. */
export function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let place = 0; place < bytes.length; place++) bytes[place] = characters.charCodeAt(place);
  return bytes;
}
