"""Makes the maps that ReferenceTest holds the program to, without the program.

Run it from the root of the repository with the packages of Debian 12 and a JDK:

    apt-get install python3-torch python3-numpy python3-pil
    /usr/bin/python3 src/test/python/reference.py

It reads the weights in saved_model/ and three photos of data/, and writes src/test/resources/reference:

- PHOTO.png, what the network is shown, [150, 150, 3] in 0..255;
- network.npz, the logits of each photo and its maps at layers of the network and at the pixels;
- formulas.npz, activations A and gradients G [7, 9, 12] of both signs, and the map of each formula.

A map's name is PHOTO/QUESTION/NORM/LAYER/METHOD. All is computed in float64, but for the logits of the
five hundred pictures that Score-CAM and its kin show the network, and stored as float32. Of maps of the
picture's size every fifth row and column is kept, which meets odd and even ones alike.
Gradients are PyTorch's. Formulas are those of the papers and, under the norm pytorch-grad-cam, those of
pytorch-grad-cam where the two differ; where the program leaves both, docs/methods.md and its
Javadoc say so, and the words are followed here. Random numbers are the JDK's, by seed, as drawn by jshell.
"""

import struct
import subprocess
from pathlib import Path

import numpy as np
import torch
from PIL import Image

MODEL = Path("saved_model/saved_model.pb")
PHOTOS = ["forest-stream", "mountain-lake-sherburne", "street-beacon-street-boston"]
TARGET = Path("src/test/resources/reference")
SIZE = 150
KEPT = 5  # every fifth row and column
SAMPLES = 4  # of methods that take some, but for the two that follow
COSTLY_SAMPLES = 2  # of SS-CAM and IS-CAM, which take as many passes as there are feature maps for each
SEED = 1

LAST, MIDDLE, SIGNED = "re_lu_12", "re_lu_8", "batch_normalization_10"
EARLY = "max_pooling2d"  # of few feature maps, for methods that ask about each several times
INPUT = "normalization/Sub"
LIBRARY, PAPER = "pytorch-grad-cam", "paper"
PLACES = (0, 1)


# --- The saved model: protocol buffers, read as far as they are needed ---


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """The fields of a message: (number, value)."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        else:
            length, at = varint(data, at) if kind == 2 else ({1: 8, 5: 4}[kind], at)
            value = data[at : at + length]
            at += length
        yield key >> 3, value


def first(data, number):
    return next((value for field, value in fields(data) if field == number), b"")


def array(tensor):
    """The float32 values of a TensorProto; nothing for other types, which the ops below do without."""
    if first(tensor, 1) != 1:
        return torch.empty(0)
    sides = [first(dim, 1) for field, dim in fields(first(tensor, 2)) if field == 2]
    values = np.frombuffer(first(tensor, 4) or first(tensor, 5), "<f4")
    return torch.from_numpy(values.reshape(sides).copy())


class Node:
    """An op of the graph. The fields of an AttrValue: s = 2, f = 4, tensor = 8, list = 1 of i = 3."""

    def __init__(self, data):
        self.op = first(data, 2).decode()
        self.inputs = [value.decode() for field, value in fields(data) if field == 3]
        pairs = [value for field, value in fields(data) if field == 5]
        self.attributes = {first(pair, 1).decode(): first(pair, 2) for pair in pairs}

    def strides(self):
        return list(first(first(self.attributes["strides"], 1), 3))[1:3]

    def epsilon(self):
        return struct.unpack("<f", first(self.attributes["epsilon"], 4))[0]

    def constant(self):
        return array(first(self.attributes["value"], 8))


# --- The network: its graph, run by PyTorch on [N, K, h, w] ---


class GuidedRelu(torch.autograd.Function):
    """Passes back what is positive where the input is."""

    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(context, gradient):
        (x,) = context.saved_tensors
        return gradient.clamp(min=0) * (x > 0)


def padded(x, kernel, strides, value=0.0):
    """TensorFlow's SAME: as many windows as there are strides; the odd row goes below."""
    sides = []
    for size, window, stride in zip(x.shape[2:], kernel, strides):
        total = max((-(-size // stride) - 1) * stride + window - size, 0)
        sides.insert(0, (total // 2, total - total // 2))
    return torch.nn.functional.pad(x, sides[0] + sides[1], value=value)


def convolution(node, x, kernel):
    kernel = kernel.permute(3, 2, 0, 1)
    x = padded(x, kernel.shape[2:], node.strides())
    return torch.nn.functional.conv2d(x, kernel, stride=node.strides())


def normalisation(node, x, gamma, beta, mean, variance):
    scale = gamma / torch.sqrt(variance + node.epsilon())
    return x * scale[:, None, None] + (beta - mean * scale)[:, None, None]


def pooling(node, x, *unused):
    """Three by three, every second place: the only pooling of the network."""
    return torch.nn.functional.max_pool2d(padded(x, (3, 3), (2, 2), -np.inf), 3, 2)


class Network:
    def __init__(self, path, kind=torch.float64):
        graph = first(first(path.read_bytes(), 2), 2)
        nodes = [value for field, value in fields(graph) if field == 1]
        self.nodes = {first(node, 1).decode(): Node(node) for node in nodes}
        self.relu = torch.relu
        self.ops = {
            "Const": lambda node: node.constant().to(kind),
            "Conv2D": convolution,
            "FusedBatchNormV3": normalisation,
            "Relu": lambda node, x: self.relu(x),
            "Add": lambda node, x, y: x + y,
            "MaxPoolV2": pooling,
            "Mean": lambda node, x, axes: x.mean((2, 3)),
            "Identity": lambda node, x: x,
            "MatMul": lambda node, x, y: x @ y,
            "BiasAdd": lambda node, x, y: x + y,
            "Mul": lambda node, x, y: x * y,
        }

    def value(self, name, known):
        """What an op gives; known holds what is fed, and gets all that is computed on the way."""
        if name not in known:
            node = self.nodes[name]
            inputs = [self.value(one, known) for one in node.inputs]
            known[name] = self.ops[node.op](node, *inputs)
        return known[name]

    def logits(self, versions, at=INPUT, before=None):
        """Of many versions of the input, or of a layer's activations: [N, classes]."""
        before = before or {}
        with torch.no_grad():
            batches = torch.split(versions, 32)
            return torch.cat([self.value("logits", {**before, at: batch}) for batch in batches])

    def before(self, x, layer):
        """What the network computes before a layer, such as what goes around it."""
        known = {INPUT: x}
        self.value(layer, known)
        return known

    def gradients(self, x, score, layers):
        """Activations and gradients of a score at each layer, [h, w, K]; INPUT is one too."""
        known = {INPUT: x.clone().requires_grad_()}
        total = score(self.value("logits", known)[0])
        at = [known[layer if layer == INPUT else layer + "/output"] for layer in layers]
        slopes = torch.autograd.grad(total, at)
        return [(places(a.detach()[0]), places(g[0])) for a, g in zip(at, slopes)]

    def class_weights(self, score):
        """Of the last dense layer, in a score that is linear in the logits: [K]."""
        ends = torch.eye(6, dtype=torch.float64)
        coefficients = torch.stack([score(end) for end in ends])
        return (self.value("dense/kernel", {}) @ coefficients * self.value("Const", {})).numpy()


def places(x):
    return x.permute(1, 2, 0).numpy()


# --- What is asked ---


class Target:
    """The score of class c, over class v if there is one, of logits or probabilities."""

    def __init__(self, c, v=None, probability=False, sign=1):
        self.c, self.v, self.probability, self.sign = c, v, probability, sign

    def outputs(self, y):
        return torch.softmax(y, -1) if self.probability else y

    def own(self, y):
        o = self.outputs(y)
        return self.sign * (o[..., self.c] - (0 if self.v is None else o[..., self.v]))

    def logit(self, y):
        return Target(self.c, self.v).own(y)

    def over_nearest(self, norm):
        """FinerCAM's score."""

        def score(y):
            distance = (y - y[self.c]).detach().abs()
            distance[self.c] = np.inf
            near = torch.argsort(distance)[:3]
            o, own = self.outputs(y), self.own(y)
            if norm == PAPER:
                return own - 0.6 * o[near].mean()
            p = torch.softmax(y, -1)[near]
            return (p * (own - o[near])).sum() / (p.sum() + 1e-9)

        return score


# --- Formulas over A and G, [h, w, K] ---


def principal_component(x, centred):
    """Scores of the places on it; the sign is that in which they agree with the mean feature map."""
    rows = x.reshape(-1, x.shape[2])
    agreement = rows.mean(1) - rows.mean()
    rows = rows - rows.mean(0) if centred else rows
    scores = rows @ np.linalg.svd(rows, full_matrices=False)[2][0]
    return (scores if scores @ agreement >= 0 else -scores).reshape(x.shape[:2])


def plus_plus_weights(a, g, squared, cubed, epsilon):
    below = 2 * squared + a.sum(PLACES) * cubed + epsilon
    share = np.divide(squared, below, out=np.zeros_like(below), where=below != 0)
    return (share * np.maximum(g, 0)).sum(PLACES)


def formulas(norm):
    """By name: the map of A and G."""
    epsilon = 0 if norm == PAPER else 1e-6
    centred = norm != PAPER
    return {
        "gradcam": lambda a, g: (g.mean(PLACES) * a).sum(2),
        "hirescam": lambda a, g: (g * a).sum(2),
        "elementwisegradcam": lambda a, g: np.maximum(g * a, 0).sum(2),
        "gradcamplusplus": lambda a, g: (plus_plus_weights(a, g, g**2, g**3, epsilon) * a).sum(2),
        "xgradcam": lambda a, g: ((g * a).sum(PLACES) / (a.sum(PLACES) + 1e-7) * a).sum(2),
        "layercam": lambda a, g: (np.maximum(g, 0) * a).sum(2),
        "eigencam": lambda a, g: principal_component(a, centred),
        "eigengradcam": lambda a, g: principal_component(g * a, centred),
        "randomcam": lambda a, g: a @ RANDOM_WEIGHTS[: a.shape[2]],
    }


OTHER_IN_PAPER = ["gradcamplusplus", "eigencam", "eigengradcam", "finercam"]


# --- What is random: the JDK's numbers for a seed ---

DRAW = """
var weights = new java.util.Random(%(seed)dL);
for (int i = 0; i < 256; i++) System.out.println(weights.nextFloat());
for (int sample = 0; sample < %(samples)d; sample++) {
  var random = new SplittableRandom(%(seed)dL + 0xD1342543DE82EF95L * sample);
  for (int i = 0; i < 49; i++) System.out.println(random.nextBoolean() ? 1 : 0);
  System.out.println(random.nextInt(22));
  System.out.println(random.nextInt(22));
}
for (int sample = 0; sample < %(samples)d; sample++) {
  var random = new SplittableRandom(%(seed)dL + 0xD1342543DE82EF95L * sample);
  for (int i = 0; i < 67500; i++) System.out.println(random.nextGaussian());
}
/exit
"""


def draw():
    """RandomCAM's weights in -1..1, RISE's grids and shifts, and Gaussian fields for each sample."""
    code = DRAW % {"seed": SEED, "samples": SAMPLES}
    run = subprocess.run(["jshell", "-s", "-"], input=code, capture_output=True, text=True, check=True)
    numbers = np.array(run.stdout.split(), dtype=np.float64)
    weights, masks, gauss = np.split(numbers, [256, 256 + 51 * SAMPLES])
    return 2 * weights - 1, masks.reshape(SAMPLES, 51), gauss.reshape(SAMPLES, 3 * SIZE * SIZE)


RANDOM_WEIGHTS, RANDOM_MASKS, GAUSS = draw()


def noisy(x, count):
    """Versions of the picture: sigma = 0.15 (max x - min x)."""
    sigma = 0.15 * float(x.max() - x.min())
    fields = torch.from_numpy(GAUSS[:count].reshape(count, SIZE, SIZE, 3)).permute(0, 3, 1, 2)
    return x + sigma * fields


# --- Methods of many passes, and on pixels ---


def enlarged(maps, corners, size=SIZE):
    """[N, h, w], bilinear: corner pixels stay in the corners, or the corners of pixels do."""
    maps = torch.as_tensor(maps)[:, None]
    return torch.nn.functional.interpolate(maps, (size, size), mode="bilinear", align_corners=corners)


def score_cam(network, x, a, target, changes=(lambda mask: mask,)):
    """Weights are the softmax over k of the mean score of the picture seen through A_k; in float32."""
    masks = enlarged(a.transpose(2, 0, 1), True)
    low, high = masks.amin((2, 3), keepdim=True), masks.amax((2, 3), keepdim=True)
    masks = (masks - low) / (high - low + 1e-8)
    shown = [(x * change(masks)).float() for change in changes]
    scores = torch.stack([target.own(network.logits(versions)) for versions in shown]).double()
    return a @ torch.softmax(scores.mean(0), 0).numpy()


def noisy_masks(sigma):
    """SS-CAM: all masks of a sample share a Gaussian field."""
    fields = torch.from_numpy(GAUSS[:COSTLY_SAMPLES, : SIZE * SIZE].reshape(-1, SIZE, SIZE))
    return [lambda mask, field=field: mask + sigma * field for field in fields]


def fading_masks():
    """IS-CAM."""
    shares = [(i + 1) / COSTLY_SAMPLES for i in range(COSTLY_SAMPLES)]
    return [lambda mask, share=share: mask * share for share in shares]


def ablation_cam(network, x, layer, a, target):
    """Weights are how far the score falls without A_k, in parts of it."""
    given = torch.from_numpy(a.transpose(2, 0, 1))
    without = given * (1 - torch.eye(len(given), dtype=torch.float64))[:, :, None, None]
    score = target.own(network.logits(x)[0])
    at = layer + "/output"
    falls = score - target.own(network.logits(without, at, network.before(x, at)))
    return a @ (falls / score.abs()).numpy()


def recipro_cam(network, x, layer, a, target):
    """The score of A seen through a Gaussian window of 3 x 3 around each place, less the smallest."""
    height, width = a.shape[:2]
    windows = np.zeros((height * width, height + 2, width + 2))
    for place, window in enumerate(windows):
        row, column = divmod(place, width)
        window[row : row + 3, column : column + 3] = np.outer([1, 2, 1], [1, 2, 1]) / 16
    seen = torch.from_numpy(a.transpose(2, 0, 1)) * torch.from_numpy(windows[:, None, 1:-1, 1:-1])
    at = layer + "/output"
    scores = target.own(network.logits(seen, at, network.before(x, at))).numpy()
    return (scores - scores.min()).reshape(height, width)


def smooth_grad_cam_plus_plus(network, x, layer, a, target):
    g = np.stack([network.gradients(one[None], target.own, [layer])[0][1] for one in noisy(x, SAMPLES)])
    return a @ plus_plus_weights(a, g.mean(0), (g**2).mean(0), (g**3).mean(0), 0)


def slope(network, x, target):
    """The mean gradient at versions of the picture: [H, W, 3]."""
    return np.mean([network.gradients(one[None], target.own, [INPUT])[0][1] for one in x], axis=0)


def integrated_gradients(network, x, target):
    shares = [(step + 0.5) / SAMPLES for step in range(SAMPLES)]
    return (slope(network, torch.cat([share * x for share in shares]), target) * places(x[0])).sum(2)


def guided_backpropagation(network, x, target):
    network.relu = GuidedRelu.apply
    gradient = slope(network, x, target).sum(2)
    network.relu = torch.relu
    return gradient


def guided_grad_cam(network, x, target):
    cam = formulas(LIBRARY)["gradcam"](*network.gradients(x, target.own, [LAST])[0])
    bright = enlarged(np.maximum(cam, 0)[None], False)[0, 0].numpy()
    return guided_backpropagation(network, x, target) * bright


def occlusion(network, x, target):
    """Patches of a seventh of the side, half a patch apart, the last at the edge."""
    patch = round(SIZE / 7)
    starts = list(range(0, SIZE - patch, patch // 2)) + [SIZE - patch]
    corners = [(top, left) for top in starts for left in starts]
    covered = x.repeat(len(corners), 1, 1, 1)
    for version, (top, left) in zip(covered, corners):
        version[:, top : top + patch, left : left + patch] = 0
    falls = target.own(network.logits(x)) - target.own(network.logits(covered))
    sums, counts = np.zeros((SIZE, SIZE)), np.zeros((SIZE, SIZE))
    for fall, (top, left) in zip(falls.numpy(), corners):
        sums[top : top + patch, left : left + patch] += fall
        counts[top : top + patch, left : left + patch] += 1
    return sums / counts


def rise(network, x, target):
    """Grids of 7 x 7 cells, enlarged to 8 x 8 cells of 22 pixels and cut out at random."""
    grids = enlarged(RANDOM_MASKS[:, :49].reshape(-1, 7, 7), False, 8 * 22)[:, 0]
    shifts = RANDOM_MASKS[:, 49:].astype(int)
    cuts = [grid[top : top + SIZE, left : left + SIZE] for grid, (top, left) in zip(grids, shifts)]
    masks = torch.stack(cuts)[:, None]
    p = torch.softmax(network.logits(x * masks), -1)[:, target.c]
    seen = masks.sum(0)[0]
    weighed = ((p - p.mean())[:, None, None] * masks[:, 0]).sum(0)
    return torch.where(seen == 0, 0, weighed / seen).numpy()


# --- What is drawn ---


def scaled(values):
    values = values - values.min()
    return values / (values.max() + 1e-7)


def resized(values):
    return enlarged(values[None], False)[0, 0].numpy()


def heatmap(signed):
    return scaled(resized(scaled(np.maximum(signed, 0))))


def balance(own, against):
    difference = np.maximum(own, 0) - np.maximum(against, 0)
    return resized(difference / np.abs(difference).max())


# --- One photo ---


def photo_pixels(name):
    """Decoded, then each pixel the mean of the area it covers: [150, 150, 3]."""
    with Image.open(f"data/{name}.jpg") as image:
        values = np.asarray(image.convert("RGB"), dtype=np.float64)
    for axis in PLACES:
        edges = np.arange(SIZE + 1) * values.shape[axis] / SIZE
        pixels = np.arange(values.shape[axis])
        covered = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
        weights = np.maximum(covered, 0) * SIZE / values.shape[axis]
        values = np.moveaxis(np.tensordot(weights, values, (1, axis)), 0, axis)
    return np.rint(values).astype(np.uint8)


class Maps:
    """The maps of one photo, by QUESTION/NORM/LAYER/METHOD."""

    def __init__(self, network, fast, pixels):
        self.network = network
        self.fast = fast
        self.x = torch.from_numpy(pixels / 127.5 - 1).permute(2, 0, 1)[None]
        self.logits = network.logits(self.x)[0]
        self.maps = {}
        c, v = (int(i) for i in torch.argsort(-self.logits)[:2])
        own = Target(c)
        self.one_pass("own", LIBRARY, own, {LAST, MIDDLE, SIGNED})
        self.one_pass("own", PAPER, own, {LAST, MIDDLE, SIGNED}, OTHER_IN_PAPER)
        told = set(formulas(LIBRARY)) - {"eigencam", "randomcam"} | {"finercam", "cam"}
        self.one_pass("versus", LIBRARY, Target(c, v), {LAST, MIDDLE}, told)
        self.one_pass("probability", LIBRARY, Target(c, probability=True), {LAST, MIDDLE}, told)
        self.many_passes(own)
        self.pixels(own)
        self.smoothed(own)
        self.drawn(own, Target(c, sign=-1))

    def add(self, question, norm, layer, method, values):
        values = values[::KEPT, ::KEPT] if values.shape[0] == SIZE else values
        self.maps[f"{question}/{norm}/{layer}/{method}"] = values

    def one_pass(self, question, norm, target, layers, wanted=None):
        layers = sorted(layers)
        finer = self.network.gradients(self.x, target.over_nearest(norm), layers)
        for i, (a, g) in enumerate(self.network.gradients(self.x, target.own, layers)):
            maps = {name: formula(a, g) for name, formula in formulas(norm).items()}
            maps["finercam"] = formulas(norm)["gradcam"](*finer[i])
            if layers[i] == LAST:
                maps["cam"] = a @ self.network.class_weights(target.logit)
            for name in maps.keys() & (maps.keys() if wanted is None else wanted):
                self.add(question, norm, layers[i], name, maps[name])

    def many_passes(self, target):
        network, fast, x = self.network, self.fast, self.x
        layers = [LAST, MIDDLE, SIGNED, EARLY]
        a = {}
        for layer, (activations, _) in zip(layers, network.gradients(x, target.own, layers)):
            a[layer] = activations
        for layer in [LAST, MIDDLE, SIGNED]:
            ablated = ablation_cam(network, x, layer, a[layer], target)
            self.add("own", LIBRARY, layer, "ablationcam", ablated)
            seen = recipro_cam(network, x, layer, a[layer], target)
            self.add("own", LIBRARY, layer, "reciprocam", seen)
        for layer in [LAST, MIDDLE]:
            smooth = smooth_grad_cam_plus_plus(network, x, layer, a[layer], target)
            self.add("own", LIBRARY, layer, "smoothgradcamplusplus", smooth)
        for layer in [LAST, EARLY]:
            self.add("own", LIBRARY, layer, "scorecam", score_cam(fast, x, a[layer], target))
        for norm, sigma in [(LIBRARY, 0.1), (PAPER, 2)]:
            smoothed = score_cam(fast, x, a[EARLY], target, noisy_masks(sigma))
            self.add("own", norm, EARLY, "sscam", smoothed)
        integrated = score_cam(fast, x, a[EARLY], target, fading_masks())
        self.add("own", LIBRARY, EARLY, "iscam", integrated)

    def pixels(self, target):
        network, x = self.network, self.x
        maps = {
            "saliency": np.abs(slope(network, x, target)).max(2),
            "smoothgrad": np.abs(slope(network, noisy(x, SAMPLES), target)).max(2),
            "integratedgradients": integrated_gradients(network, x, target),
            "guidedbackpropagation": guided_backpropagation(network, x, target),
            "guidedgradcam": guided_grad_cam(network, x, target),
            "occlusion": occlusion(network, x, target),
            "rise": rise(network, x, target),
        }
        for name, values in maps.items():
            layer = LAST if name == "guidedgradcam" else "input"
            self.add("own", LIBRARY, layer, name, values)

    def smoothed(self, target):
        gradcam = formulas(LIBRARY)["gradcam"]
        a, g = self.network.gradients(self.x, target.own, [MIDDLE])[0]
        eigen = principal_component(g.mean(PLACES) * a, True)
        self.add("eigen", LIBRARY, MIDDLE, "gradcam", eigen)
        variants = []
        for factor in (1, 0.9, 1.1):
            plain, mirrored = factor * self.x, factor * self.x.flip(3)
            variants.append(gradcam(*self.network.gradients(plain, target.own, [MIDDLE])[0]))
            signed = gradcam(*self.network.gradients(mirrored, target.own, [MIDDLE])[0])
            variants.append(signed[:, ::-1])
        self.add("augmented", LIBRARY, MIDDLE, "gradcam", np.mean(variants, axis=0))

    def drawn(self, target, opposite):
        a, g = self.network.gradients(self.x, target.own, [LAST])[0]
        _, against = self.network.gradients(self.x, opposite.own, [LAST])[0]
        for name in ["gradcam", "layercam"]:
            formula = formulas(LIBRARY)[name]
            self.add("heatmap", LIBRARY, LAST, name, heatmap(formula(a, g)))
            self.add("against", LIBRARY, LAST, name, heatmap(formula(a, against)))
            self.add("balance", LIBRARY, LAST, name, balance(formula(a, g), formula(a, against)))


# --- All of them ---


def synthetic():
    """A and G of both signs, small as gradients are: 1e-6 in a denominator then counts."""
    random = np.random.RandomState(17)
    a = random.standard_normal((7, 9, 12)) + random.uniform(0.2, 1, 12)
    g = 0.003 * random.standard_normal((7, 9, 12))
    arrays = {"A": a.astype(np.float32), "G": g.astype(np.float32)}
    a, g = (values.astype(np.float64) for values in arrays.values())
    for norm in [LIBRARY, PAPER]:
        for name, formula in formulas(norm).items():
            if norm == LIBRARY or name in OTHER_IN_PAPER:
                arrays[f"{norm}/{name}"] = formula(a, g)
    arrays[f"{LIBRARY}/cam"] = a.shape[0] * a.shape[1] * arrays[f"{LIBRARY}/gradcam"]
    return arrays


def store(name, arrays):
    np.savez_compressed(TARGET / name, **{key: np.float32(arrays[key]) for key in sorted(arrays)})


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    store("formulas.npz", synthetic())
    network, fast = Network(MODEL), Network(MODEL, torch.float32)
    arrays = {}
    for photo in PHOTOS:
        pixels = photo_pixels(photo)
        Image.fromarray(pixels).save(TARGET / f"{photo}.png", optimize=True)
        maps = Maps(network, fast, pixels)
        arrays[f"{photo}/logits"] = maps.logits.numpy()
        arrays.update({f"{photo}/{name}": values for name, values in maps.maps.items()})
        print(photo, [round(float(y), 3) for y in maps.logits], f"{len(maps.maps)} maps")
    store("network.npz", arrays)


main()
