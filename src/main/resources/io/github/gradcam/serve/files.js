// Files to take away, and lines that do the same in a shell.

import { DEFAULTS, options } from "./state.js";

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A map as NumPy reads it: format 1.0, little-endian float32. */
export function npy({ height, width, values }) {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${height}, ${width}), }`;
  const padding = 63 - ((10 + text.length) % 64);
  const header = new TextEncoder().encode(text + " ".repeat(padding) + "\n");
  const start = new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  return new Blob([start, header, values], { type: "application/x-npy" });
}

/** A word for the shell, quoted where it has to be. */
function word(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The line that gets the same picture by curl. */
export function curl(state, name) {
  const fields = Object.entries(options(state)).map(([key, value]) => ` -F ${word(`${key}=${value}`)}`);
  const look = [
    ["colormap", state.colours],
    ["alpha", state.opacity],
  ].map(([key, value]) => ` -F ${key}=${value}`);
  const url = `${location.origin}/v1/models/${state.model}:explain`;
  return `curl -F ${word(`image=@${name}`)}${fields.join("")}${look.join("")} -H 'Accept: image/png' ${word(url)} -o overlay.png`;
}

/** The line that does the same without a server. */
export function command(state, name) {
  const words = ["gradcam", "explain", word(name), "--view", "overlay"];
  for (const key of ["class", "versus", "method", "layer", "formula"]) {
    if (state[key] !== DEFAULTS[key]) {
      words.push("--" + key, word(state[key]));
    }
  }
  if (state.counterfactual) {
    words.push("--counterfactual");
  }
  words.push("--colormap", state.colours, "--alpha", state.opacity);
  return words.join(" ");
}
