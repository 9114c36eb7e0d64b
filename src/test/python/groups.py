"""Groups made-up vectors with scikit-learn, for SpectralReferenceTest to compare with.

Run it from the root of the repository with the packages of Debian 12:

    apt-get install python3-sklearn
    /usr/bin/python3 src/test/python/groups.py

It writes src/test/resources/groups/sklearn.npz: for each collection the groups of the images by
SpectralClustering (NAME/groups), and the smallest eigenvalues of the graph's symmetric normalised
Laplacian by numpy.linalg.eigvalsh (NAME/eigenvalues). The vectors are those of MadeUpVectors: the
numbers are java.util.Random's, so that they need not be stored.
"""

from pathlib import Path

import numpy as np
from sklearn.cluster import SpectralClustering
from sklearn.metrics import adjusted_rand_score
from sklearn.neighbors import kneighbors_graph

TARGET = Path("src/test/resources/groups/sklearn.npz")
SHARES = [0.3, 0.25, 0.22, 0.2, 0.03]
WIDTH = 24
COLLECTIONS = {"apart": (600, 1.0), "touching": (1000, 1.3), "overlapping": (1000, 1.7)}


class JavaRandom:
    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)

    def float(self):
        self.state = (self.state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return (self.state >> 24) / (1 << 24)


def made_up(images, noise, seed):
    random = JavaRandom(seed)
    centres = np.array([[2 * random.float() - 1 for _ in range(WIDTH)] for _ in SHARES])
    vectors, truth = [], []
    for _ in range(images):
        place = random.float()
        group = int(np.searchsorted(np.cumsum(SHARES[:-1]), place, side="right"))
        truth.append(group)
        vectors.append([c + noise * (2 * random.float() - 1) for c in centres[group]])
    return np.array(vectors).astype(np.float32), np.array(truth)


def main():
    arrays = {}
    for name, (images, noise) in COLLECTIONS.items():
        vectors, truth = made_up(images, noise, 1)
        neighbours = max(5, round(np.log(images)))
        graph = kneighbors_graph(vectors, neighbours, metric="cosine", mode="connectivity")
        graph = 0.5 * (graph + graph.T)
        clustering = SpectralClustering(
            len(SHARES), affinity="precomputed", n_init=20, random_state=0, eigen_tol=1e-8
        )
        groups = clustering.fit(graph).labels_
        weights = graph.toarray()
        roots = np.sqrt(weights.sum(axis=1))
        laplacian = np.eye(images) - weights / roots[:, None] / roots
        eigenvalues = np.linalg.eigvalsh(laplacian)[:21]
        arrays[f"{name}/groups"] = groups.astype(np.float32)
        arrays[f"{name}/eigenvalues"] = eigenvalues.astype(np.float32)
        print(name, "scikit-learn and the truth agree by", adjusted_rand_score(groups, truth), eigenvalues[:7])
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(TARGET, **arrays)


if __name__ == "__main__":
    main()
