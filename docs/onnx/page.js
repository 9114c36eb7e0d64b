// The page: choose a network and an image, or the webcam; the map is drawn over it.

import { PREPROCESSING, explain, fetched, load, prepared } from './explain.js';

const SHOWN = 5;

// Viridis at nine places (CC0, Smith and van der Walt).
const VIRIDIS = [
  [68, 1, 84], [71, 44, 122], [59, 81, 139], [44, 113, 142], [33, 144, 141],
  [39, 173, 129], [92, 200, 99], [170, 220, 50], [253, 231, 37],
];

const at = (id) => document.getElementById(id);
const state = { network: null, labels: [], image: null, answer: null, camera: null, asked: 0 };

for (const [name, how] of Object.entries(PREPROCESSING)) {
  at('preprocess').add(new Option(how.title, name));
}

function say(text, wrong = false) {
  at('status').textContent = text;
  at('status').classList.toggle('error', wrong);
}

async function tried(what) {
  try {
    await what();
  } catch (e) {
    say(e.message || String(e), true);
  }
}

async function opened(source, name) {
  say(`Loading ${name} ...`);
  state.network = await load(source);
  at('class').value = '-1';
  const { labels, preprocess } = state.network;
  if (labels.length) {
    state.labels = labels;
  }
  if (preprocess) {
    if (![...at('preprocess').options].some((option) => option.value === preprocess)) {
      at('preprocess').add(new Option(PREPROCESSING[preprocess].title, preprocess));
    }
    at('preprocess').value = preprocess;
  }
  at('webcam').disabled = false;
  say(`${name}: images of ${state.network.width} x ${state.network.height}. Choose an image.`);
  await asked();
}

/** The whole image at the network's size. Browsers shrink a little otherwise than gradcam does. */
function sized(image) {
  const { width, height } = state.network;
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(image, 0, 0, width, height);
  return pen.getImageData(0, 0, width, height);
}

async function asked() {
  if (!state.network || !state.image) {
    return;
  }
  const turn = ++state.asked;
  const began = performance.now();
  const pixels = sized(state.image);
  const how = PREPROCESSING[at('preprocess').value];
  const answer = await explain(state.network, prepared(pixels, how), Number(at('class').value));
  if (turn !== state.asked) {
    return; // a newer one was asked for
  }
  state.answer = { ...answer, pixels };
  classes(answer.probabilities.length);
  draw();
  const time = Math.round(performance.now() - began);
  const blank = answer.map.every((value) => value === 0);
  say(blank
    ? `The map is blank: nothing at this layer speaks for ${label(answer.classIndex)}. ${time} ms.`
    : `Where the network sees ${label(answer.classIndex)}. ${time} ms.`);
}

function label(index) {
  return state.labels[index] ?? `class ${index}`;
}

function classes(count) {
  const select = at('class');
  const labels = state.labels.join('\n');
  if (select.length !== count + 1 || select.dataset.labels !== labels) {
    const chosen = select.value;
    select.length = 1;
    for (let i = 0; i < count; i++) {
      select.add(new Option(label(i), i));
    }
    select.value = chosen;
    select.dataset.labels = labels;
    select.disabled = false;
  }
}

function colour(value) {
  const place = value * (VIRIDIS.length - 1);
  const low = Math.min(VIRIDIS.length - 2, Math.floor(place));
  return VIRIDIS[low].map((from, c) => from + (VIRIDIS[low + 1][c] - from) * (place - low));
}

function draw() {
  const { pixels, map, probabilities, classIndex } = state.answer;
  const mixed = new ImageData(new Uint8ClampedArray(pixels.data), pixels.width, pixels.height);
  const most = Math.sqrt(Number(at('opacity').value));
  for (let i = 0; i < map.length; i++) {
    const share = most * Math.min(1, 2 * map[i]);
    colour(map[i]).forEach((value, c) => {
      mixed.data[4 * i + c] = mixed.data[4 * i + c] * (1 - share) + value * share;
    });
  }
  const canvas = at('map');
  canvas.width = pixels.width;
  canvas.height = pixels.height;
  canvas.getContext('2d').putImageData(mixed, 0, 0);
  canvas.setAttribute('aria-label', `Image with the map of ${label(classIndex)}`);
  const best = probabilities
    .map((probability, index) => ({ probability, index }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, SHOWN);
  at('probabilities').replaceChildren(...best.map(({ probability, index }) => {
    const row = document.createElement('li');
    row.classList.toggle('shown', index === classIndex);
    const name = document.createElement('span');
    name.textContent = label(index);
    const number = document.createElement('span');
    number.textContent = `${(100 * probability).toFixed(1)} %`;
    const meter = document.createElement('meter');
    meter.value = probability;
    meter.setAttribute('aria-label', `${name.textContent}: ${number.textContent}`);
    row.append(name, number, meter);
    return row;
  }));
  at('result').hidden = false;
}

function scale() {
  const canvas = at('colours');
  const pen = canvas.getContext('2d');
  for (let x = 0; x < canvas.width; x++) {
    pen.fillStyle = `rgb(${colour(x / (canvas.width - 1)).map(Math.round).join(' ')})`;
    pen.fillRect(x, 0, 1, canvas.height);
  }
}

async function film() {
  const camera = at('camera');
  if (state.camera) {
    state.camera.getTracks().forEach((track) => track.stop());
    state.camera = null;
    at('webcam').textContent = 'Webcam';
    return;
  }
  state.camera = await navigator.mediaDevices.getUserMedia({ video: true });
  at('webcam').textContent = 'Stop';
  camera.srcObject = state.camera;
  await camera.play();
  while (state.camera) {
    state.image = camera;
    await asked();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

at('network').addEventListener('change', (event) => tried(async () => {
  const [file] = event.target.files;
  if (file) {
    await opened(new Uint8Array(await file.arrayBuffer()), file.name);
  }
}));
at('labels').addEventListener('change', (event) => tried(async () => {
  const [file] = event.target.files;
  if (file) {
    state.labels = (await file.text()).trimEnd().split(/\r?\n/);
    await asked();
  }
}));
at('image').addEventListener('change', (event) => tried(async () => {
  const [file] = event.target.files;
  if (file) {
    state.image = await createImageBitmap(file).catch(() => {
      throw new Error(`Expected an image, found ${file.name}, which this browser cannot read`);
    });
    await asked();
  }
}));
at('preprocess').addEventListener('change', () => tried(asked));
at('class').addEventListener('change', () => tried(asked));
at('opacity').addEventListener('input', () => state.answer && draw());
at('webcam').addEventListener('click', () => tried(film));
at('settings').addEventListener('submit', (event) => event.preventDefault());

scale();
/**
 * The address may name a network, labels and an image beside this page, and the preprocessing. What
 * it says counts more than what the network's file says.
 */
async function named() {
  const said = new URLSearchParams(location.search);
  if (said.get('model')) {
    await opened(said.get('model'), said.get('model'));
  }
  if (PREPROCESSING[said.get('preprocess')]) {
    at('preprocess').value = said.get('preprocess');
  }
  if (said.get('labels')) {
    state.labels = (await (await fetched(said.get('labels'))).text()).trimEnd().split(/\r?\n/);
  }
  if (said.get('image')) {
    state.image = await createImageBitmap(await (await fetched(said.get('image'))).blob());
  }
  await asked();
}

tried(named);
