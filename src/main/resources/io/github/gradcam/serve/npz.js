// Maps as NumPy reads them: one as .npy, several as .npz, a zip archive of .npy that is not compressed.

/** Format 1.0, little-endian float32. */
export function npy({ height, width, values }) {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${height}, ${width}), }`;
  const padding = 63 - ((10 + text.length) % 64);
  const header = new TextEncoder().encode(text + " ".repeat(padding) + "\n");
  const start = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8];
  const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return joined([Uint8Array.from(start), header, content]);
}

/** Maps by their names, which are made their own. */
export function npz(maps) {
  const taken = new Set();
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [wanted, map] of maps) {
    let name = wanted.replace(/[^\w.-]+/g, "_");
    while (taken.has(name)) {
      name += "_";
    }
    taken.add(name);
    const bytes = new TextEncoder().encode(name + ".npy");
    const content = npy(map);
    const facts = [20, 0x800, 0, 0, 0x21]; // version, UTF-8, stored, 1 January 1980
    const sizes = [crc32(content), content.length, content.length];
    const head = [number(0x04034b50, 4), ...facts.map((each) => number(each, 2)), ...sizes.map((each) => number(each, 4))];
    const local = joined([...head, number(bytes.length, 2), number(0, 2), bytes]);
    const entry = [number(0x02014b50, 4), number(20, 2), ...head.slice(1), number(bytes.length, 2)];
    directory.push(joined([...entry, number(0, 2), number(0, 2), number(0, 2), number(0, 2), number(0, 4), number(offset, 4), bytes]));
    parts.push(local, content);
    offset += local.length + content.length;
  }
  const index = joined(directory);
  const count = number(directory.length, 2);
  const end = [number(0x06054b50, 4), number(0, 4), count, count, number(index.length, 4), number(offset, 4), number(0, 2)];
  return joined([...parts, index, ...end]);
}

/** Little-endian. */
function number(value, bytes) {
  return Uint8Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 255);
}

function joined(parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let k = 0; k < 8; k++) {
    sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  }
  return sum;
});

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum = CRC[(sum ^ byte) & 255] ^ (sum >>> 8);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
