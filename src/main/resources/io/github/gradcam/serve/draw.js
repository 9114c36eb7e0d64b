// Draws maps over images as `gradcam explain` does, from numbers: nothing here asks the server.

/** A map of the server: {shape, b64} as float32. */
export function floats(map) {
  const binary = atob(map.b64);
  const bytes = Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
  return { height: map.shape[0], width: map.shape[1], values: new Float32Array(bytes.buffer) };
}

/** The colours of a colormap, 256 of red, green and blue. */
export function colours(b64) {
  return Uint8Array.from(atob(b64), (sign) => sign.charCodeAt(0));
}

/** The map stretched over width x height, bilinearly, half a cell at the rim. */
export function stretched(map, width, height) {
  const values = new Float32Array(width * height);
  const columns = axis(width, map.width);
  const rows = axis(height, map.height);
  for (let y = 0; y < height; y++) {
    const [top, bottom, down] = rows[y];
    for (let x = 0; x < width; x++) {
      const [left, right, on] = columns[x];
      const above = mix(map.values[top * map.width + left], map.values[top * map.width + right], on);
      const below = mix(map.values[bottom * map.width + left], map.values[bottom * map.width + right], on);
      values[y * width + x] = mix(above, below, down);
    }
  }
  return values;
}

function axis(length, cells) {
  return Array.from({ length }, (_, i) => {
    const at = Math.min(cells - 1, Math.max(0, ((i + 0.5) * cells) / length - 0.5));
    const low = Math.floor(at);
    return [low, Math.min(cells - 1, low + 1), at - low];
  });
}

function mix(a, b, share) {
  return a + (b - a) * share;
}

/**
 * Lays a map over the pixels of an image: the share of the colours is sqrt(opacity) * min(1, 2 |v|).
 *
 * @param pixels ImageData of the image; changed
 * @param values of the map, one a pixel
 * @param look {signed, table, opacity, threshold, from, outline}: from is the first column drawn
 */
export function overlay(pixels, values, look) {
  const { width, height, data } = pixels;
  const most = Math.sqrt(look.opacity);
  for (let y = 0; y < height; y++) {
    for (let x = look.from; x < width; x++) {
      const i = y * width + x;
      const value = values[i];
      const size = Math.abs(value);
      if (size < look.threshold) {
        continue;
      }
      const share = most * Math.min(1, 2 * size);
      const level = look.signed ? (value + 1) / 2 : value;
      const colour = 3 * Math.round(255 * Math.min(1, Math.max(0, level)));
      for (let c = 0; c < 3; c++) {
        data[4 * i + c] = data[4 * i + c] * (1 - share) + look.table[colour + c] * share;
      }
    }
  }
  if (look.outline && look.threshold > 0) {
    outline(pixels, values, look);
  }
}

/** A line where the map crosses the threshold: white, with black beside it. */
function outline({ width, height, data }, values, look) {
  const within = (x, y) => Math.abs(values[y * width + x]) >= look.threshold;
  for (let y = 1; y < height; y++) {
    for (let x = Math.max(1, look.from); x < width; x++) {
      const here = within(x, y);
      if (here !== within(x - 1, y) || here !== within(x, y - 1)) {
        const i = 4 * (y * width + x);
        const tone = here ? 255 : 0;
        data[i] = data[i + 1] = data[i + 2] = tone;
      }
    }
  }
}
