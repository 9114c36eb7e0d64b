// Runs an ONNX network that `gradcam import --format onnx` gave an explanation, in the browser.

import * as ort from './ort/ort.wasm.min.mjs';

ort.env.wasm.numThreads = 1; // more need headers that plain file servers do not send
ort.env.wasm.wasmPaths = new URL('./ort/', import.meta.url).href;
ort.env.logLevel = 'error';

const CLASS_INDEX = 'class_index';
const HEATMAPS = 'heatmaps';
const PROBABILITIES = 'probabilities'; // of models that came in another form than ONNX

/** What networks are trained on: (value * scale - mean) / deviation, value in 0..255. */
export const PREPROCESSING = {
  'imagenet-torch': {
    scale: 1 / 255,
    means: [0.485, 0.456, 0.406],
    deviations: [0.229, 0.224, 0.225],
    title: 'ImageNet, torchvision',
  },
  unit: { scale: 1 / 255, means: [0, 0, 0], deviations: [1, 1, 1], title: '0..1' },
  'imagenet-tf': { scale: 2 / 255, means: [1, 1, 1], deviations: [1, 1, 1], title: '-1..1' },
  none: { scale: 1, means: [0, 0, 0], deviations: [1, 1, 1], title: '0..255' },
  'imagenet-caffe': {
    scale: 1,
    means: [103.939, 116.779, 123.68],
    deviations: [1, 1, 1],
    bgr: true,
    title: 'ImageNet, Caffe (BGR)',
  },
};

/** What a file's metadata call pixels, and its name in PREPROCESSING. */
const RANGES = {
  NominalRange_0_255: 'none',
  Normalized_0_1: 'unit',
  Normalized_1_1: 'imagenet-tf',
};

/**
 * Brings a file.
 *
 * @param address of it
 * @returns Response
 */
export async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`Expected a file at ${address}, found ${answer.status} ${answer.statusText}`);
  }
  return answer;
}

/** The fields of a message of protobuf that hold bytes. */
function* fields(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; at < bytes.length; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) {
        break;
      }
    }
    return value;
  };
  while (at < bytes.length) {
    const tag = varint();
    const kind = tag % 8;
    if (kind === 2) {
      const length = varint();
      yield { field: Math.floor(tag / 8), value: bytes.subarray(at, at + length) };
      at += length;
    } else if (kind === 0) {
      varint();
    } else if (kind === 1 || kind === 5) {
      at += kind === 1 ? 8 : 4;
    } else {
      return; // no message
    }
  }
}

/** What a file says of itself besides the network: its 14th field, of keys (1) and values (2). */
function metadata(bytes) {
  const text = new TextDecoder();
  const said = {};
  for (const { field, value } of fields(bytes)) {
    if (field === 14) {
      const parts = Object.fromEntries([...fields(value)].map((part) => [part.field, part.value]));
      said[text.decode(parts[1])] = text.decode(parts[2]);
    }
  }
  return said;
}

/** The names of the classes: a list, or one a line. */
function names(said) {
  if (!said?.startsWith('[')) {
    return said ? said.trimEnd().split(/\r?\n/) : [];
  }
  try {
    return JSON.parse(said).map(String);
  } catch {
    return [];
  }
}

/** A list of JSON or Python; none where it is another thing. */
function numbers(said) {
  try {
    return JSON.parse((said ?? '[]').replaceAll('(', '[').replaceAll(')', ']')).map(Number);
  } catch {
    return [];
  }
}

/** The name in PREPROCESSING of what a file says of pixels; its own mean and std are put there. */
function preprocessing(said) {
  const range = RANGES[said['Image.NominalPixelRange']];
  if (range) {
    return (said['Image.BitmapPixelFormat'] ?? 'Rgb8').startsWith('Rgb') ? range : undefined;
  }
  const means = numbers(said.mean);
  const deviations = numbers(said.std);
  if (means.length !== 3 || deviations.length !== 3 || deviations.includes(0)) {
    return undefined;
  }
  const unit = [...means, ...deviations].every((number) => number <= 1);
  PREPROCESSING.file = { scale: unit ? 1 / 255 : 1, means, deviations, title: 'as the file says' };
  return 'file';
}

/**
 * Loads a network.
 *
 * @param source the address of a file, or its bytes
 * @returns {session, input, height, width, output, labels, preprocess}: labels is empty, and
 *     preprocess undefined, where the file does not say them
 */
export async function load(source) {
  const bytes =
    typeof source === 'string' ? new Uint8Array(await (await fetched(source)).arrayBuffer()) : source;
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  if (!session.inputNames.includes(CLASS_INDEX) || !session.outputNames.includes(HEATMAPS)) {
    throw new Error(
      'Expected a network with an input class_index and an output heatmaps, found none; ' +
        'write one with: gradcam import MODEL --format onnx --output explained.onnx',
    );
  }
  const input = session.inputNames.find((name) => name !== CLASS_INDEX);
  const heatmaps = session.outputMetadata.find((each) => each.name === HEATMAPS);
  const [height, width] = heatmaps.shape.slice(1);
  const output = session.outputNames.includes(PROBABILITIES)
    ? PROBABILITIES
    : session.outputNames.find((name) => name !== HEATMAPS);
  const said = metadata(bytes);
  return {
    session, input, height, width, output,
    labels: names(said.labels),
    preprocess: preprocessing(said),
  };
}

/**
 * Turns pixels into what the network takes.
 *
 * @param image ImageData at the network's size
 * @param how one of PREPROCESSING
 * @returns Float32Array [3, height, width]
 */
export function prepared(image, how) {
  const places = image.width * image.height;
  const values = new Float32Array(3 * places);
  for (let channel = 0; channel < 3; channel++) {
    const colour = how.bgr ? 2 - channel : channel;
    for (let i = 0; i < places; i++) {
      const value = image.data[4 * i + colour] * how.scale;
      values[channel * places + i] = (value - how.means[channel]) / how.deviations[channel];
    }
  }
  return values;
}

/**
 * Asks the network about one image.
 *
 * @param network of load
 * @param values of prepared
 * @param classIndex which class to explain, -1 for the predicted one
 * @returns {probabilities, classIndex, map}: map is [height * width] in 0..1
 */
export async function explain(network, values, classIndex = -1) {
  const { session, input, height, width, output } = network;
  const results = await session.run({
    [input]: new ort.Tensor('float32', values, [1, 3, height, width]),
    [CLASS_INDEX]: new ort.Tensor('int32', Int32Array.of(classIndex), [1]),
  });
  const scores = Array.from(results[output].data);
  const probabilities = output === PROBABILITIES ? scores : softmax(scores);
  const predicted = probabilities.indexOf(Math.max(...probabilities));
  return {
    probabilities,
    classIndex: classIndex < 0 ? predicted : classIndex,
    map: results[HEATMAPS].data,
  };
}

/** Probabilities stay as they are: numbers of 0..1 that sum to 1. */
function softmax(scores) {
  const sum = scores.reduce((all, score) => all + score, 0);
  if (Math.abs(sum - 1) < 1e-3 && scores.every((score) => score >= 0)) {
    return scores;
  }
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const all = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / all);
}
