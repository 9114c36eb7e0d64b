"""Finds likely wrong labels of made-up probabilities with NumPy, for LabelReferenceTest to compare with.

Run it from the root of the repository with the packages of Debian 12:

    apt-get install python3-numpy
    /usr/bin/python3 src/test/python/labels.py

It writes src/test/resources/labels/numpy.npz: thresholds, the estimated joint of given and true
labels as counts, and the images of each way of pruning, by the formulas of Northcutt et al. (2021),
section 3: equations 1 to 3, and 'prune by class', 'prune by noise rate' and both of section 3.2. The
probabilities are made of java.util.Random's numbers, so that they need not be stored.
"""

from pathlib import Path

import numpy as np

TARGET = Path("src/test/resources/labels/numpy.npz")
IMAGES, CLASSES = 500, 5


class JavaRandom:
    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)

    def float(self):
        self.state = (self.state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return (self.state >> 24) / (1 << 24)


def made_up():
    """The true class gets more; of each sixth image another label is given."""
    random = JavaRandom(4)
    probabilities = np.zeros((IMAGES, CLASSES))
    given = np.zeros(IMAGES, int)
    for image in range(IMAGES):
        truth = int(random.float() * random.float() * CLASSES)
        scores = np.array([random.float() for _ in range(CLASSES)])
        scores[truth] += 2 * random.float()
        probabilities[image] = scores / scores.sum()
        wrong = random.float() < 1 / 6
        given[image] = (truth + 1 + int(random.float() * (CLASSES - 1))) % CLASSES if wrong else truth
    return probabilities.astype(np.float32).astype(float), given


def main():
    p, given = made_up()
    one_hot = given[:, None] == np.arange(CLASSES)
    thresholds = (p * one_hot).sum(0) / one_hot.sum(0)
    above = np.where(p >= thresholds, p, -1)
    confident = np.where(above.max(1) >= 0, above.argmax(1), -1)
    counts = np.array([[np.sum((given == i) & (confident == j)) for j in range(CLASSES)] for i in range(CLASSES)])
    joint = counts / counts.sum(1, keepdims=True) * one_hot.sum(0)[:, None]
    by_class, by_noise_rate = set(), set()
    for i in range(CLASSES):
        own = np.flatnonzero(given == i)
        wrong = int(np.floor(joint[i].sum() - joint[i, i] + 0.5))
        by_class |= set(own[np.argsort(p[own, i], kind="stable")[:wrong]])
        for j in set(range(CLASSES)) - {i}:
            margin = p[own, i] - p[own, j]
            by_noise_rate |= set(own[np.argsort(margin, kind="stable")[: int(np.floor(joint[i, j] + 0.5))]])
    arrays = {"thresholds": thresholds, "counts": joint}
    for name, taken in {
        "BY_CLASS": by_class,
        "BY_NOISE_RATE": by_noise_rate,
        "BOTH": by_class & by_noise_rate,
    }.items():
        # An image whose given label is the most probable is no suspect.
        images = np.array(sorted(image for image in taken if p[image].argmax() != given[image]))
        margin = p[images, given[images]] - p[images].max(1)
        arrays[name] = images[np.argsort(margin, kind="stable")]
        print(name, len(images), "of", IMAGES)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(TARGET, **{name: array.astype(np.float32) for name, array in arrays.items()})


if __name__ == "__main__":
    main()
