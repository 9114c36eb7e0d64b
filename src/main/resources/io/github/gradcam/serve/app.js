// The page: images come in, choices are made, and the other parts do the rest.

import * as api from "./api.js";
import { explain, forget, show, showClasses } from "./asking.js";
import * as draw from "./draw.js";
import * as files from "./files.js";
import { choose, fill, showMethod } from "./models.js";
import { $, keep, page, say, state } from "./page.js";
import * as sides from "./sides.js";
import { paint, side, tell } from "./stage.js";
import * as taking from "./taking.js";
import { Webcam } from "./webcam.js";
import * as whatif from "./whatif.js";

const SAMPLES = 12;

let images = []; // {name, blob, url, button}

async function start() {
  await api.takeToken();
  try {
    page.tables = Object.fromEntries(
      Object.entries(await api.json("/assets/colormaps.json")).map(([name, b64]) => [name, draw.colours(b64)]),
    );
    const names = (await api.json("/v1/models")).models;
    page.names = names;
    fill($("colours"), Object.keys(page.tables).map((name) => [name, name]), state.colours);
    state.model = names.includes(state.model) ? state.model : names[0];
    fill($("model"), names.map((name) => [name, name]), state.model);
    await choose();
    sides.settleSides();
    showClasses();
    explain(); // an image that was given while this was asked for
    await offerSamples();
  } catch (failure) {
    say(failure.message);
  }
}

async function offerSamples() {
  const { samples, report, shipped } = await api.json("/page");
  page.shipped = shipped;
  $("report").hidden = !report;
  $("samples").replaceChildren(
    ...samples.slice(0, SAMPLES).map((name) => thumbnail("/samples/" + name, name, () => openSample(name))),
  );
  if (samples.includes(state.sample)) {
    await openSample(state.sample);
  }
}

async function openSample(name) {
  try {
    add([new File([await api.blob("/samples/" + name)], name)]);
    state.sample = name;
    keep();
  } catch (failure) {
    say(failure.message);
  }
}

function thumbnail(url, name, chosen) {
  const button = document.createElement("button");
  button.type = "button";
  const image = document.createElement("img");
  image.loading = "lazy";
  image.decoding = "async";
  image.src = url;
  image.alt = name;
  button.append(image);
  button.addEventListener("click", chosen);
  return button;
}

// ---- images

function add(list) {
  const added = list.map((blob) => ({ name: blob.name || "pasted.png", blob, url: URL.createObjectURL(blob) }));
  if (added.length === 0) {
    return;
  }
  stopCamera();
  images = images.concat(added);
  for (const each of added) {
    each.button = thumbnail(each.url, each.name, () => look(each));
    $("strip").append(each.button);
  }
  $("strip").hidden = images.length < 2;
  look(added[0]);
}

/** Of a folder, what may be an image. */
function addFolder(list) {
  const found = list.filter((file) => files.mayBeImage(file.name));
  if (found.length === 0) {
    say(`Expected images such as .jpg or .png in the folder, found none among ${list.length} files`);
  }
  add(found);
}

async function look(image) {
  page.current = image;
  page.answer = null;
  page.cursor = null;
  state.sample = "";
  keep();
  for (const each of images) {
    each.button.setAttribute("aria-pressed", String(each === image));
  }
  whatif.clear();
  forget();
  side.clear();
  let bitmap = null; // the server may read it all the same, or say why not
  try {
    bitmap = await createImageBitmap(image.blob);
  } catch {
    // as said
  }
  if (page.current === image) {
    page.bitmap = bitmap;
    show();
    await explain();
  }
}

// ---- the camera

let rate = 0;
let frames = 0;

const camera = new Webcam(async (frame) => {
  const began = performance.now();
  forget();
  page.current = { name: "webcam.jpg", blob: frame };
  page.bitmap = await createImageBitmap(frame);
  await explain();
  const now = 1000 / (performance.now() - began);
  frames += 1;
  rate = frames === 1 ? now : 0.8 * rate + 0.2 * now;
  $("place").textContent = `${rate.toFixed(1)} frames a second`;
});

function stopCamera() {
  if (camera.running) {
    camera.stop();
    forget();
  }
  $("webcam").setAttribute("aria-pressed", "false");
}

async function toggleCamera() {
  if (camera.running) {
    stopCamera();
    return;
  }
  try {
    frames = 0;
    whatif.clear();
    state.compare = ""; // one request is under way at a time
    keep();
    sides.showSides();
    await camera.start();
    $("webcam").setAttribute("aria-pressed", "true");
    say(null);
  } catch (failure) {
    say(failure.message);
  }
}

// ---- choices

async function changeModel() {
  try {
    whatif.clear();
    page.answer = null;
    await choose();
    sides.settleSides();
    keep();
    show();
    await explain();
  } catch (failure) {
    say(failure.message);
  }
}

function onChoice(id, event, after) {
  const control = $(id);
  if (control.type === "checkbox") {
    control.checked = state[id] === "true";
  } else if (control.tagName !== "SELECT" || id === "formula" || id === "fill") {
    control.value = state[id];
  }
  control.addEventListener(event, () => {
    state[id] = control.type === "checkbox" ? (control.checked ? "true" : "") : control.value;
    keep();
    after();
  });
}

for (const id of ["opacity", "threshold", "split"]) {
  onChoice(id, "input", paint);
}
onChoice("colours", "change", paint);
onChoice("contours", "change", paint);
onChoice("fill", "change", whatif.ask);
onChoice("method", "change", () => {
  showMethod();
  explain();
});
for (const id of ["layer", "versus", "formula"]) {
  onChoice(id, "change", explain);
}
onChoice("counterfactual", "change", () => {
  sides.showSides(); // other scales are honest then
  explain();
});
onChoice("model", "change", changeModel);
$("find").addEventListener("input", showClasses);

// ---- what comes in

$("open").addEventListener("click", () => $("files").click());
$("folder").addEventListener("click", () => $("directory").click());
$("files").addEventListener("change", (event) => {
  add([...event.target.files]);
  event.target.value = "";
});
$("directory").addEventListener("change", (event) => {
  addFolder([...event.target.files]);
  event.target.value = "";
});
$("webcam").addEventListener("click", toggleCamera);

addEventListener("dragover", (event) => {
  event.preventDefault();
  $("drop").classList.add("over");
});
addEventListener("dragleave", () => $("drop").classList.remove("over"));
addEventListener("drop", async (event) => {
  event.preventDefault();
  $("drop").classList.remove("over");
  const { folder, list } = await files.dropped(event.dataTransfer);
  if (folder) {
    addFolder(list);
  } else {
    add(list);
  }
});
addEventListener("pagehide", forget);
addEventListener("paste", (event) => add([...event.clipboardData.files]));

// ---- the pointer and the keys

const stage = $("stage");
let drawing = false;

function place(event, within) {
  const box = within.getBoundingClientRect();
  return {
    x: Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)),
    y: Math.min(1, Math.max(0, (event.clientY - box.top) / box.height)),
  };
}

stage.addEventListener("pointermove", (event) => {
  page.cursor = place(event, stage);
  if (drawing) {
    whatif.brushAt(page.cursor);
  }
  if (!camera.running) {
    tell();
  }
});
stage.addEventListener("pointerdown", (event) => {
  drawing = whatif.brushAt(place(event, stage));
  if (drawing) {
    stage.setPointerCapture(event.pointerId);
  }
});
for (const end of ["pointerup", "pointercancel"]) {
  stage.addEventListener(end, () => {
    if (drawing) {
      drawing = false;
      whatif.ask();
    }
  });
}
$("tiles").addEventListener("pointermove", (event) => {
  const pane = event.target.closest(".pane");
  if (pane) {
    page.cursor = place(event, pane);
    tell();
  }
});

/** The arrow keys move the place at which values are told. */
function onKey(event) {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (step) {
    event.preventDefault();
    const from = page.cursor ?? { x: 0.5, y: 0.5 };
    const size = event.shiftKey ? 0.1 : 0.02;
    page.cursor = {
      x: Math.min(1, Math.max(0, from.x + size * step[0])),
      y: Math.min(1, Math.max(0, from.y + size * step[1])),
      keys: true,
    };
    tell();
    paint();
  } else if ((event.key === " " || event.key === "Enter") && whatif.brushAt(page.cursor ?? { x: 0.5, y: 0.5 })) {
    event.preventDefault();
    whatif.ask();
  }
}

stage.addEventListener("keydown", onKey);
stage.addEventListener("blur", paint);
$("tiles").addEventListener("keydown", (event) => {
  if (event.target === $("tiles")) {
    onKey(event);
  }
});

sides.begin({ stopCamera, changeModel });
whatif.begin();
taking.begin();
show();
start();
