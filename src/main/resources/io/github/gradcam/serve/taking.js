// What people take away: files of the maps, and lines that do the same.

import * as compare from "./compare.js";
import * as files from "./files.js";
import { npy, npz } from "./npz.js";
import { $, page, state, when } from "./page.js";
import { sheet } from "./sheet.js";
import { appearance, reading, side } from "./stage.js";
import { search } from "./state.js";

export function begin() {
  when("drawn", show);
  $("png").addEventListener("click", () => {
    const canvas = state.compare ? sides() : $("stage");
    canvas.toBlob((png) => files.save(png, named("png")));
  });
  $("npy").addEventListener("click", () => {
    const content = state.compare
      ? npz(side.there.map((tile) => [tile.title, tile.heatmap]))
      : npy(page.answer.heatmap);
    files.save(new Blob([content], { type: "application/octet-stream" }), named(state.compare ? "npz" : "npy"));
  });
  $("json").addEventListener("click", () => {
    const maps = side.there.map((tile) => ({ model: tile.model, options: tile.options, ...tile.reply }));
    const text = JSON.stringify(state.compare ? { image: page.current.name, maps } : page.answer.reply);
    files.save(new Blob([text], { type: "application/json" }), named("json"));
  });
  $("curl").addEventListener("click", () => copyAll(curls(), "the curl line"));
  $("command").addEventListener("click", () => copyAll(commands(), "the command line"));
  $("link").addEventListener("click", () => copy(location.origin + location.pathname + search(state), "the link"));
}

function show() {
  const there = state.compare ? side.there.length > 0 : page.answer !== null;
  for (const id of ["png", "npy", "json", "curl", "command"]) {
    $(id).disabled = !there;
  }
  $("npy").textContent = state.compare ? ".npz" : ".npy";
}

function named(ending) {
  const what = state.compare ? "side-by-side" : page.answer.explanation.target.label;
  return `${page.current.name.replace(/\.[^.]*$/, "")}-${what}.${ending}`;
}

function sides() {
  const signed = side.there.some((tile) => tile.signed);
  const { table } = appearance(signed);
  return sheet({ title: common(), tiles: side.there, scale: reading(), table, signed });
}

/** What the maps side by side have in common. */
function common() {
  const { kind } = compare.read(state.compare);
  const { title } = page.model.methods.find((each) => each.name === state.method);
  const facts = { model: `model ${state.model}`, method: title, layer: `layer ${state.layer}` };
  delete facts[kind];
  return `${page.current.name}: ${Object.values(facts).join(", ")}`;
}

function curls() {
  return state.compare
    ? side.there.map((tile) => files.curl(tile.chosen, page.current.name, `overlay-${tile.title.replace(/[^\w.-]+/g, "_")}.png`))
    : [files.curl(state, page.current.name, "overlay.png")];
}

function commands() {
  const { kind } = compare.read(state.compare);
  const together = kind === "method" || kind === "layer"; // one run makes them all
  const several = () =>
    together
      ? [{ ...state, [kind]: side.there.map((tile) => tile.value).join(",") }]
      : side.there.map((tile) => tile.chosen);
  const asked = state.compare ? several() : [state];
  return asked.map((each) => files.command(each, page.current.name, page.shipped));
}

function copyAll(lines, what) {
  return copy(lines.join("\n"), lines.length > 1 ? what + "s" : what);
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    $("copied").textContent = `Copied ${what}.`;
  } catch {
    $("copied").textContent = text; // where the browser lets no page copy
  }
}
