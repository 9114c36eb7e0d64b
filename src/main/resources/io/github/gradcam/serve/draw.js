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
 * The map on a scale that maps of different units share: the share of a map's heat that lies in cooler places. Those
 * above 0.5 hold half of the heat, those above 0.9 a tenth. Signs stay; a map without heat is 0 everywhere.
 */
export function shares(map) {
  const sorted = Float32Array.from(map.values, Math.abs).sort();
  const below = new Float64Array(sorted.length + 1);
  sorted.forEach((value, i) => {
    below[i + 1] = below[i] + value;
  });
  const total = below[sorted.length] || 1;
  const values = map.values.map((value) => (Math.sign(value) * below[firstNotBelow(sorted, Math.abs(value))]) / total);
  return { ...map, values };
}

function firstNotBelow(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The largest value that a map draws; what is below 0 is drawn of a signed map alone. */
export function largest(map, signed) {
  const sizes = map.values.map((value) => (signed ? Math.abs(value) : value)).filter(Number.isFinite);
  return sizes.reduce((most, value) => Math.max(most, value), 0);
}

/** The map in shares of a value, the same for several maps of one unit. */
export function upTo(map, most, signed) {
  const values = map.values.map((value) => (most > 0 ? (signed ? value : Math.max(0, value)) / most : 0));
  return { ...map, values };
}

/** The value of a map at a place, 0..1 from the left and the top. */
export function at({ width, height, values }, place) {
  const column = Math.min(width - 1, Math.floor(place.x * width));
  const row = Math.min(height - 1, Math.floor(place.y * height));
  return values[row * width + column];
}

/**
 * Lays a map over the pixels of an image: the share of the colours is sqrt(opacity) * min(1, 2 |v|).
 *
 * @param pixels ImageData of the image; changed
 * @param values of the map, one a pixel
 * @param look {signed, table, opacity, threshold, from}: from is the first column drawn
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
}

/** The levels of contours: quarters, and the threshold in place of those that it hides. */
export function levels(threshold) {
  const shown = [0.25, 0.5, 0.75].filter((level) => level > threshold);
  return threshold > 0 ? [threshold, ...shown] : shown;
}

/** Lines where the size of a map crosses some levels: white within black, from a column on. */
export function contours(context, values, levelsShown, from) {
  const { width, height } = context.canvas;
  const step = Math.max(1, Math.round(Math.max(width, height) / 320));
  const path = new Path2D();
  for (const level of levelsShown) {
    for (let y = 0; y + step < height; y += step) {
      for (let x = from; x + step < width; x += step) {
        cross(path, values, width, x, y, step, level);
      }
    }
  }
  const thin = Math.max(1, width / 640);
  context.lineCap = "round";
  for (const [colour, line] of [["#000", 3 * thin], ["#fff", 1.4 * thin]]) {
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.stroke(path);
  }
}

/** The lines within one cell (marching squares). */
function cross(path, values, width, x, y, step, level) {
  const corners = [
    [x, y],
    [x + step, y],
    [x + step, y + step],
    [x, y + step],
  ];
  const sizes = corners.map(([column, row]) => Math.abs(values[row * width + column]) - level);
  const points = [];
  for (let k = 0; k < 4; k++) {
    const [a, b] = [sizes[k], sizes[(k + 1) % 4]];
    if (a >= 0 !== b >= 0) {
      const on = a / (a - b);
      const [from, to] = [corners[k], corners[(k + 1) % 4]];
      points.push([mix(from[0], to[0], on), mix(from[1], to[1], on)]);
    }
  }
  if (points.length === 4 && sizes[0] + sizes[1] + sizes[2] + sizes[3] >= 0 === sizes[0] >= 0) {
    points.push(points.shift()); // the middle belongs to the first corner
  }
  for (let k = 0; k + 1 < points.length; k += 2) {
    path.moveTo(points[k][0], points[k][1]);
    path.lineTo(points[k + 1][0], points[k + 1][1]);
  }
}

/**
 * Draws an image with its map.
 *
 * @param canvas of the size wanted
 * @param picture the image; null where the browser cannot show it
 * @param values of the map, one a pixel; null for the image alone
 * @param look as for overlay, and contours: whether they are drawn
 */
export function picture(canvas, picture, values, look) {
  const { width, height } = canvas;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#888";
  context.fillRect(0, 0, width, height);
  if (picture) {
    context.drawImage(picture, 0, 0, width, height);
  }
  if (!values) {
    return;
  }
  const from = Math.round(look.split * width);
  const pixels = context.getImageData(0, 0, width, height);
  overlay(pixels, values, { ...look, from });
  context.putImageData(pixels, 0, 0);
  if (look.contours) {
    contours(context, values, levels(look.threshold), from);
  }
  if (from > 0 && from < width) {
    context.fillStyle = "#fff";
    context.fillRect(from - 1, 0, 2, height);
  }
}

/** The colours of a scale, least to most. */
export function bar(context, table, x, y, width, height) {
  for (let i = 0; i < width; i++) {
    const colour = 3 * Math.round((255 * i) / Math.max(1, width - 1));
    context.fillStyle = `rgb(${table[colour]} ${table[colour + 1]} ${table[colour + 2]})`;
    context.fillRect(x + i, y, 1, height);
  }
}
