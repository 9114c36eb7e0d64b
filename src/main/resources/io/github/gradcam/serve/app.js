// The page: what is chosen, what was answered, and what is drawn.

import * as api from "./api.js";
import * as draw from "./draw.js";
import * as files from "./files.js";
import { options, read, search } from "./state.js";
import { Webcam } from "./webcam.js";

const MOST_PIXELS = 1_200_000; // that are drawn
const SHOWN_CLASSES = 12;

const $ = (id) => document.getElementById(id);
const state = read(location.search);
let model = null; // as the server describes it
let tables = {}; // colours by name
let images = []; // {name, blob, url}
let current = null; // of images, or a frame of the camera
let bitmap = null; // its pixels; null where the browser cannot show them
let answer = null; // {prediction, explanation, heat, signed, values}
let covered = null; // the answer with a region covered
let asking = null; // the request under way
let cursor = null; // the place under the pointer, 0..1

// ---- what is said

function say(sentence) {
  $("error").hidden = !sentence;
  $("error").textContent = sentence ?? "";
}

function percent(share) {
  return share === null ? "?" : (100 * share).toFixed(1) + " %";
}

let keeping = 0;

/** Soon, for browsers bear no address that changes with each step of a slider. */
function keep() {
  clearTimeout(keeping);
  keeping = setTimeout(() => history.replaceState(null, "", location.pathname + search(state)), 150);
}

// ---- the model

async function start() {
  await api.takeToken();
  try {
    tables = Object.fromEntries(
      Object.entries(await api.json("/assets/colormaps.json")).map(([name, b64]) => [name, draw.colours(b64)]),
    );
    fill($("colours"), Object.keys(tables).map((name) => [name, name]), state.colours);
    const names = (await api.json("/v1/models")).models;
    state.model = names.includes(state.model) ? state.model : names[0];
    fill($("model"), names.map((name) => [name, name]), state.model);
    await choose();
    explain(); // an image that was given while this was asked for
    await offerSamples();
  } catch (failure) {
    say(failure.message);
  }
}

/** Asks what the model can be asked. */
async function choose() {
  model = await api.json("/v1/models/" + state.model);
  fill(
    $("method"),
    model.methods.map((each) => [each.name, `${each.title} (${each.cost})`]),
    state.method,
  );
  const auto = model.layers.find((each) => each.auto);
  fill(
    $("layer"),
    [["auto", `auto: ${auto.name} (${auto.height} × ${auto.width})`]].concat(
      model.layers.map((each, i) => [
        each.name,
        `${each.name} (${each.height} × ${each.width} × ${each.channels}, ${i + 1} of ${model.layers.length})`,
      ]),
    ),
    state.layer,
  );
  fill($("versus"), [["", "no other class"]].concat(model.labels.map((label) => [label, label])), state.versus);
  state.method = $("method").value;
  state.layer = $("layer").value;
  state.versus = $("versus").value;
  if (state.class !== "predicted" && !model.labels.includes(state.class)) {
    state.class = "predicted";
  }
  showMethod();
  showClasses();
}

function fill(select, choices, chosen) {
  select.replaceChildren(
    ...choices.map(([value, text]) => {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = text;
      return option;
    }),
  );
  select.value = choices.some(([value]) => value === chosen) ? chosen : choices[0][0];
}

function showMethod() {
  const method = model.methods.find((each) => each.name === state.method);
  $("about").textContent = method ? method.summary : "";
}

async function offerSamples() {
  const { samples: names, report } = await api.json("/page");
  $("report").hidden = !report;
  $("samples").replaceChildren(
    ...names.slice(0, 12).map((name) =>
      thumbnail("/samples/" + name, name, () => openSample(name)),
    ),
  );
  if (names.includes(state.sample)) {
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
  $("strip").replaceChildren(
    ...images.map((each) => {
      const button = thumbnail(each.url, each.name, () => look(each));
      each.button = button;
      return button;
    }),
  );
  $("strip").hidden = images.length < 2;
  look(added[0]);
}

async function look(image) {
  current = image;
  state.sample = "";
  keep();
  for (const each of images) {
    each.button?.setAttribute("aria-pressed", String(each === image));
  }
  clearMask();
  answer = null;
  try {
    bitmap = await createImageBitmap(image.blob);
  } catch {
    bitmap = null; // the server may read it all the same, or say why not
  }
  if (current === image) {
    show();
    await explain();
  }
}

/** Asks for the map of the current image; a newer question takes the place of an older one. */
async function explain() {
  if (!current || !model) {
    return;
  }
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  $("drop").classList.add("busy");
  try {
    const reply = await api.send(
      `/v1/models/${state.model}:explain`, options(state), current.blob, null, mine.signal);
    if (asking === mine) {
      take(reply);
      say(null);
    }
  } catch (failure) {
    if (failure.name !== "AbortError" && asking === mine) {
      answer = null;
      show();
      say(failure.message);
    }
  } finally {
    if (asking === mine) {
      asking = null;
      $("drop").classList.remove("busy");
    }
  }
}

function take(reply) {
  const explanation = reply.explanations[0];
  answer = {
    reply,
    prediction: reply.predictions[0],
    explanation,
    heat: draw.floats(explanation.balance ?? explanation.heatmap),
    heatmap: draw.floats(explanation.heatmap),
    signed: draw.floats(explanation.signed_map),
  };
  covered = null;
  show();
}

// ---- the answer

function show() {
  $("empty").hidden = current !== null;
  $("drawing").hidden = $("whatif").hidden = current === null;
  for (const id of ["png", "npy", "json", "curl", "command"]) {
    $(id).disabled = answer === null;
  }
  const { prediction, explanation } = answer ?? {};
  $("answer").textContent = answer ? `${prediction.label}, ${percent(prediction.probability)}` : "";
  const target = answer && explanation.target.label !== prediction.label ? `Map of ${explanation.target.label}. ` : "";
  const sentence = answer ? explanation.diagnosis : "";
  $("diagnosis").textContent =
    sentence === "ok" ? target + "The map has bright places." : target + sentence;
  $("diagnosis").classList.toggle("doubt", answer !== null && sentence !== "ok");
  showClasses();
  stretch();
  paint();
}

function showClasses() {
  const probabilities = answer?.prediction.probabilities ?? [];
  const after = covered?.probabilities;
  const wanted = $("find").value.trim().toLowerCase();
  const order = (model?.labels ?? [])
    .map((label, index) => ({ label, index, share: probabilities[index] ?? 0 }))
    .filter((each) => each.label.toLowerCase().includes(wanted))
    .sort((a, b) => b.share - a.share);
  const rows = order.slice(0, SHOWN_CLASSES);
  const chosen = state.class;
  const focused = document.activeElement?.dataset?.label;
  $("classes").replaceChildren(
    classRow({ label: "predicted", index: -1 }, chosen === "predicted", null, undefined),
    ...rows.map((each) =>
      classRow(each, chosen === each.label, answer ? probabilities[each.index] : null, after?.[each.index]),
    ),
  );
  if (focused !== undefined) {
    [...$("classes").querySelectorAll("button")].find((each) => each.dataset.label === focused)?.focus();
  }
  const hidden = order.length - rows.length;
  $("more").textContent = hidden > 0 ? `and ${hidden} more; find them by their names` : "";
}

function classRow({ label, index }, pressed, share, after) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.label = label;
  button.setAttribute("aria-pressed", String(pressed));
  const bar = document.createElement("span");
  bar.className = "share";
  bar.style.width = `${100 * ((after ?? share) || 0)}%`;
  const name = document.createElement("span");
  name.textContent = index < 0 ? "whichever is predicted" : label;
  const number = document.createElement("span");
  number.className = "number";
  number.textContent = share === null ? "" : percent(share);
  button.append(bar, name, number);
  if (after !== undefined && share !== null) {
    const change = document.createElement("span");
    const points = 100 * (after - share);
    const small = Math.abs(points) < 0.05;
    change.className = small ? "" : points < 0 ? "loss" : "gain";
    change.textContent = ` → ${percent(after)} (${small ? "±" : points < 0 ? "−" : "+"}${Math.abs(points).toFixed(1)})`;
    number.append(change);
  }
  button.addEventListener("click", () => {
    state.class = index < 0 ? "predicted" : label;
    keep();
    showClasses();
    explain();
  });
  item.append(button);
  return item;
}

// ---- drawing

function canvasSize() {
  const width = bitmap?.width ?? answer?.explanation.image.width ?? 1;
  const height = bitmap?.height ?? answer?.explanation.image.height ?? 1;
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

function stretch() {
  if (answer) {
    const [width, height] = canvasSize();
    answer.values = draw.stretched(answer.heat, width, height);
  }
}

function paint() {
  const stage = $("stage");
  $("frame").hidden = current === null;
  if (current === null) {
    return;
  }
  const [width, height] = canvasSize();
  if (stage.width !== width || stage.height !== height) {
    stage.width = width;
    stage.height = height;
    $("frame").style.width = `min(100%, calc(70vh * ${width / height}))`; // as large as there is room
  }
  const context = stage.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#888";
  context.fillRect(0, 0, width, height);
  if (bitmap) {
    context.drawImage(covered?.picture ?? bitmap, 0, 0, width, height);
  }
  if (answer && !covered) { // a covered image has no map of its own
    const pixels = context.getImageData(0, 0, width, height);
    const signed = Boolean(answer.explanation.balance);
    const from = Math.round(Number(state.split) * width);
    draw.overlay(pixels, answer.values, {
      signed,
      table: tables[signed ? "coolwarm" : state.colours] ?? tables.turbo,
      opacity: Number(state.opacity),
      threshold: Number(state.threshold),
      outline: Boolean(state.outline),
      from,
    });
    context.putImageData(pixels, 0, 0);
    if (from > 0 && from < width) {
      context.fillStyle = "#fff";
      context.fillRect(from - 1, 0, 2, height);
    }
  }
  if (cursor && document.activeElement === stage && cursor.keys) {
    mark(context, cursor.x * width, cursor.y * height);
  }
  stage.setAttribute(
    "aria-label",
    answer
      ? `${current.name}: ${answer.prediction.label}, ${percent(answer.prediction.probability)}, with the map of ${answer.explanation.target.label}`
      : `${current.name}`,
  );
}

function mark(context, x, y) {
  const arm = Math.max(6, context.canvas.width / 60);
  for (const [colour, width] of [["#000", 4], ["#fff", 2]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
    context.moveTo(x, y - arm);
    context.lineTo(x, y + arm);
    context.stroke();
  }
}

/** Value and place under the pointer. */
function tell() {
  if (!answer || !cursor) {
    $("place").textContent = "\u00a0";
    return;
  }
  const at = ({ width, height, values }) => {
    const column = Math.min(width - 1, Math.floor(cursor.x * width));
    const row = Math.min(height - 1, Math.floor(cursor.y * height));
    return values[row * width + column];
  };
  const { image, layer } = answer.explanation;
  const x = Math.floor(cursor.x * image.width);
  const y = Math.floor(cursor.y * image.height);
  $("place").textContent = `Column ${x}, row ${y}: heat ${at(answer.heat).toFixed(3)}, value at ${layer} ${at(answer.signed).toPrecision(3)}`;
}

// ---- what if

const mask = $("mask");
let brushing = false;
let drawingNow = false;

function clearMask() {
  mask.getContext("2d").clearRect(0, 0, mask.width, mask.height);
  mask.dataset.used = "";
  covered = null;
  $("clear").disabled = true;
  $("change").textContent = "";
}

function brushAt(place) {
  const stage = $("stage");
  if (mask.dataset.used !== "yes" || mask.width !== stage.width) {
    mask.width = stage.width;
    mask.height = stage.height;
    mask.dataset.used = "yes";
  }
  const context = mask.getContext("2d");
  context.fillStyle = "#fff";
  context.beginPath();
  const radius = (Number($("size").value) * Math.max(mask.width, mask.height)) / 2;
  context.arc(place.x * mask.width, place.y * mask.height, radius, 0, 2 * Math.PI);
  context.fill();
  mask.hidden = false;
  $("clear").disabled = false;
}

async function askWhatIf() {
  if (!answer || mask.dataset.used !== "yes") {
    return;
  }
  const black = document.createElement("canvas");
  black.width = mask.width;
  black.height = mask.height;
  const context = black.getContext("2d");
  context.fillStyle = "#000";
  context.fillRect(0, 0, black.width, black.height);
  context.drawImage(mask, 0, 0);
  const png = await new Promise((done) => black.toBlob(done, "image/png"));
  try {
    const asked = current;
    const reply = await api.send(`/v1/models/${state.model}:whatif`, { fill: state.fill }, current.blob, png);
    if (asked !== current || mask.dataset.used !== "yes") {
      return;
    }
    covered = reply.covered[0];
    const bytes = Uint8Array.from(atob(covered.image.b64), (sign) => sign.charCodeAt(0));
    covered.picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const before = reply.predictions[0];
    $("change").textContent =
      `With ${percent(covered.share)} of the image covered: ${covered.label}, ${percent(covered.probability)}` +
      (covered.label === before.label ? "" : `, no longer ${before.label}`);
    showClasses();
    mask.hidden = true; // the covered image shows the region
    paint();
    say(null);
  } catch (failure) {
    say(failure.message);
  }
}

function place(event) {
  const box = $("stage").getBoundingClientRect();
  return {
    x: Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)),
    y: Math.min(1, Math.max(0, (event.clientY - box.top) / box.height)),
  };
}

// ---- the camera

let rate = 0;
let frames = 0;

const camera = new Webcam(async (frame) => {
  const began = performance.now();
  const image = { name: "webcam.jpg", blob: frame };
  current = image;
  bitmap = await createImageBitmap(frame);
  await explain();
  const now = 1000 / (performance.now() - began);
  frames += 1;
  rate = frames === 1 ? now : 0.8 * rate + 0.2 * now;
  $("place").textContent = `${rate.toFixed(1)} frames a second`;
});

function stopCamera() {
  if (camera.running) {
    camera.stop();
    asking?.abort();
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
    clearMask();
    await camera.start();
    $("webcam").setAttribute("aria-pressed", "true");
    say(null);
  } catch (failure) {
    say(failure.message);
  }
}

// ---- what people do

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
onChoice("outline", "change", paint);
onChoice("fill", "change", askWhatIf);
onChoice("method", "change", () => {
  showMethod();
  explain();
});
for (const id of ["layer", "versus", "formula", "counterfactual"]) {
  onChoice(id, "change", explain);
}
onChoice("model", "change", async () => {
  try {
    clearMask();
    answer = null;
    await choose();
    await explain();
  } catch (failure) {
    say(failure.message);
  }
});
$("find").addEventListener("input", showClasses);

$("open").addEventListener("click", () => $("files").click());
$("folder").addEventListener("click", () => $("directory").click());
for (const id of ["files", "directory"]) {
  $(id).addEventListener("change", (event) => {
    const chosen = [...event.target.files].filter(
      (file) => id === "files" || /\.(jpe?g|png|webp|bmp|gif|tiff?)$/i.test(file.name),
    );
    add(chosen);
    event.target.value = "";
  });
}
$("webcam").addEventListener("click", toggleCamera);

addEventListener("dragover", (event) => {
  event.preventDefault();
  $("drop").classList.add("over");
});
addEventListener("dragleave", () => $("drop").classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  $("drop").classList.remove("over");
  add([...event.dataTransfer.files]);
});
addEventListener("paste", (event) => add([...event.clipboardData.files]));

const stage = $("stage");
stage.addEventListener("pointermove", (event) => {
  cursor = place(event);
  if (drawingNow) {
    brushAt(cursor);
  }
  if (!camera.running) {
    tell();
  }
});
stage.addEventListener("pointerdown", (event) => {
  if (brushing && answer) {
    drawingNow = true;
    stage.setPointerCapture(event.pointerId);
    brushAt(place(event));
  }
});
stage.addEventListener("pointerup", () => {
  if (drawingNow) {
    drawingNow = false;
    askWhatIf();
  }
});
stage.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (step) {
    event.preventDefault();
    cursor = cursor ?? { x: 0.5, y: 0.5 };
    const size = event.shiftKey ? 0.1 : 0.02;
    cursor = {
      x: Math.min(1, Math.max(0, cursor.x + size * step[0])),
      y: Math.min(1, Math.max(0, cursor.y + size * step[1])),
      keys: true,
    };
    tell();
    paint();
  } else if ((event.key === " " || event.key === "Enter") && brushing && answer) {
    event.preventDefault();
    brushAt(cursor ?? { x: 0.5, y: 0.5 });
    askWhatIf();
  }
});
stage.addEventListener("blur", paint);

$("brush").addEventListener("click", () => {
  brushing = !brushing;
  $("brush").setAttribute("aria-pressed", String(brushing));
  stage.classList.toggle("brushing", brushing);
  if (brushing) {
    $("change").textContent = "Brush over the image, or move by the arrow keys and press the space bar.";
  }
});
$("clear").addEventListener("click", () => {
  clearMask();
  showClasses();
  paint();
  $("brush").focus();
});

function named(ending) {
  return `${current.name.replace(/\.[^.]*$/, "")}-${answer.explanation.target.label}.${ending}`;
}

$("png").addEventListener("click", () => stage.toBlob((png) => files.save(png, named("png"))));
$("npy").addEventListener("click", () => files.save(files.npy(answer.heatmap), named("npy")));
$("json").addEventListener("click", () =>
  files.save(new Blob([JSON.stringify(answer.reply)], { type: "application/json" }), named("json")),
);

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    $("copied").textContent = `Copied ${what}.`;
  } catch {
    $("copied").textContent = text; // where the browser lets no page copy
  }
}

$("curl").addEventListener("click", () => copy(files.curl(state, current.name), "the curl line"));
$("command").addEventListener("click", () => copy(files.command(state, current.name), "the command line"));
$("link").addEventListener("click", () => copy(location.origin + location.pathname + search(state), "the link"));

show();
start();
