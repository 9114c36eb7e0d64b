"""Factorises made-up activations with scikit-learn, for ConceptReferenceTest to compare with.

Run it from the root of the repository with the packages of Debian 12:

    apt-get install python3-sklearn
    /usr/bin/python3 src/test/python/concepts.py

It writes src/test/resources/concepts/sklearn.npz: unexplained, |X - U V|^2 / |X|^2 of NMF with 1 to 5
parts, the better of two starts, and amounts, those of the parts that the activations were made of in
their first rows, by scipy.optimize.nnls. The activations are made of java.util.Random's numbers, so
that they need not be stored.
"""

from pathlib import Path

import numpy as np
from scipy.optimize import nnls
from sklearn.decomposition import NMF

TARGET = Path("src/test/resources/concepts/sklearn.npz")
ROWS, WIDTH, PARTS, SOLVED = 600, 64, 4, 50


class JavaRandom:
    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)

    def float(self):
        self.state = (self.state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return (self.state >> 24) / (1 << 24)


def made_up():
    random = JavaRandom(6)

    def sparse(share):
        return random.float() if random.float() < share else 0.0

    parts = np.array([[sparse(0.4) for _ in range(WIDTH)] for _ in range(PARTS)])
    rows = []
    for _ in range(ROWS):
        amounts = [sparse(0.5) for _ in range(PARTS)]
        row = []
        for d in range(WIDTH):
            value = 0.0
            for k in range(PARTS):
                value += amounts[k] * parts[k, d]
            row.append(value * (0.8 + 0.4 * random.float()) + 0.05 * random.float())
        rows.append(row)
    return np.array(rows).astype(np.float32).astype(float), parts


def main():
    x, parts = made_up()
    unexplained = []
    for count in range(1, 6):
        errors = []
        for init in ("nndsvda", "random"):
            model = NMF(count, init=init, tol=1e-7, max_iter=5000, random_state=0).fit(x)
            errors.append(model.reconstruction_err_**2 / (x**2).sum())
        unexplained.append(min(errors))
    amounts = np.array([nnls(parts.T, row)[0] for row in x[:SOLVED]])
    print(unexplained, amounts[0])
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        TARGET, unexplained=np.float32(unexplained), amounts=amounts.astype(np.float32)
    )


if __name__ == "__main__":
    main()
