// Files to take away, and lines that do the same in a shell.

import { hasToken } from "./api.js";
import { DEFAULTS, options } from "./state.js";

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Whether a name of a folder is worth a try. */
export function mayBeImage(name) {
  return /\.(jpe?g|png|webp|bmp|gif|tiff?)$/i.test(name);
}

/** What was dropped: files, or all that lies in folders. */
export async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry);
  const folders = entries.filter((entry) => entry.isDirectory);
  if (folders.length === 0) {
    return { folder: false, list: [...transfer.files] };
  }
  const list = [...transfer.files].filter((file) => entries.some((entry) => entry.isFile && entry.name === file.name));
  for (const folder of folders) {
    list.push(...(await within(folder)));
  }
  return { folder: true, list };
}

/** All files of a folder, by their names. */
async function within(folder) {
  const reader = folder.createReader();
  const entries = [];
  let some;
  do {
    some = await new Promise((done, failed) => reader.readEntries(done, failed)); // a hundred at a time
    entries.push(...some);
  } while (some.length > 0);
  const files = [];
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    if (entry.isDirectory) {
      files.push(...(await within(entry)));
    } else {
      files.push(await new Promise((done, failed) => entry.file(done, failed)));
    }
  }
  return files;
}

/** A word for the shell, quoted where it has to be. */
function word(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The line that gets the same picture by curl. */
export function curl(state, name, out) {
  const fields = Object.entries(options(state)).map(([key, value]) => ` -F ${word(`${key}=${value}`)}`);
  const look = [
    ["colormap", state.colours],
    ["alpha", state.opacity],
  ].map(([key, value]) => ` -F ${key}=${value}`);
  const token = hasToken() ? ` -H "Authorization: Bearer $GRADCAM_TOKEN"` : "";
  const url = `${location.origin}/v1/models/${state.model}:explain`;
  return `curl -F ${word(`image=@${name}`)}${fields.join("")}${look.join("")} -H 'Accept: image/png'${token} ${word(url)} -o ${word(out)}`;
}

/** The line that does the same without a server; a model that does not ship is somewhere that the page does not know. */
export function command(state, name, shipped) {
  const words = ["gradcam", "explain", word(name), "--view", "overlay"];
  if (state.model !== shipped) {
    words.push("--model", word(`PATH_OF_${state.model}`));
  }
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
