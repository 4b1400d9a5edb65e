// Canonical CBOR, read and nothing else: the few kinds that a certificate is made of, each in its one spelling.

export class Malformed extends Error {}

const UNSIGNED = 0, NEGATIVE = 1, BYTES = 2, TEXT = 3, LIST = 4, MAP = 5, TAG = 6;
const DEEPEST = 6;

/** The value of the whole message: numbers, Uint8Array, text, arrays, Map, or {tag, value}. */
export function readCbor(bytes) {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (reader.place !== bytes.length) throw new Malformed("more than one value");
  return value;
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.place = 0;
  }

  take(count) {
    if (this.place + count > this.bytes.length) throw new Malformed("cut off");
    this.place += count;
    return this.bytes.slice(this.place - count, this.place);
  }

  head() {
    const [first] = this.take(1);
    const kind = first >> 5, short = first & 31;
    if (short < 24) return [kind, short];
    if (short > 26) throw new Malformed("a length that no certificate has");
    const size = 1 << (short - 24);
    const number = this.take(size).reduce((sum, byte) => sum * 256 + byte, 0);
    if (number < [24, 256, 65536][short - 24]) throw new Malformed("not the shortest form");
    return [kind, number];
  }

  value(depth) {
    if (depth > DEEPEST) throw new Malformed("too deep");
    const [kind, number] = this.head();
    if (kind === UNSIGNED) return number;
    if (kind === NEGATIVE) return -1 - number;
    if (kind === BYTES) return this.take(number);
    if (kind === TEXT) return readText(this.take(number));
    if (kind === LIST) return this.several(number, depth);
    if (kind === MAP) return this.map(number, depth);
    if (kind === TAG) return { tag: number, value: this.value(depth + 1) };
    throw new Malformed("a kind that no certificate has");
  }

  several(count, depth) {
    const values = [];
    for (let i = 0; i < count; i += 1) values.push(this.value(depth + 1));
    return values;
  }

  map(count, depth) {
    const map = new Map();
    let last = -1;
    for (let i = 0; i < count; i += 1) {
      const label = this.value(depth + 1);
      if (!Number.isInteger(label) || label <= last) throw new Malformed("labels out of order");
      map.set(label, this.value(depth + 1));
      last = label;
    }
    return map;
  }
}

function readText(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed("not a text");
  }
}
