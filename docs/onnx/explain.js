// Runs an ONNX network that `gradcam import --format onnx` gave an explanation, in the browser.

import * as ort from './ort/ort.wasm.min.mjs';

ort.env.wasm.numThreads = 1; // more need headers that plain file servers do not send
ort.env.wasm.wasmPaths = new URL('./ort/', import.meta.url).href;
ort.env.logLevel = 'error';

const CLASS_INDEX = 'class_index';
const HEATMAPS = 'heatmaps';

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

/**
 * Loads a network.
 *
 * @param source the address of a file, or its bytes
 * @returns {session, input, height, width, output}
 */
export async function load(source) {
  const session = await ort.InferenceSession.create(source, { executionProviders: ['wasm'] });
  if (!session.inputNames.includes(CLASS_INDEX) || !session.outputNames.includes(HEATMAPS)) {
    throw new Error(
      'Expected a network with an input class_index and an output heatmaps, found none; ' +
        'write one with: gradcam import net.onnx --format onnx --output explained.onnx',
    );
  }
  const input = session.inputNames.find((name) => name !== CLASS_INDEX);
  const heatmaps = session.outputMetadata.find((each) => each.name === HEATMAPS);
  const [height, width] = heatmaps.shape.slice(1);
  const output = session.outputNames.find((name) => name !== HEATMAPS);
  return { session, input, height, width, output };
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
  const probabilities = softmax(Array.from(results[output].data));
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
