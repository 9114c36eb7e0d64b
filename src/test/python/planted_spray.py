"""Plain SpRAy on scikit-learn over the evidence of planted causes, beside the groups of the report.

Run it from the root of the repository after the benchmark `planted`, with the packages of Debian 12:

    apt-get install python3-sklearn
    /usr/bin/python3 src/test/python/planted_spray.py target/planted/*-[0-9]

For each folder it reads what `gradcam batch --keep evidence` left (batch/journal.jsonl) and the
report's groups (groups.csv), and takes the images that were taken for the marked class. SpRAy
(Lapuschkin et al., Nature Communications 10, 2019): a graph of the nearest neighbours, the eigengap
of its normalised Laplacian, spectral clustering. It is given the maps at 16 x 16 by their distance,
as published, and the evidence vectors by their cosine. SpRAy calls nothing a shortcut, so the truth
has to say which of its groups are mostly marked; the report's are told so too, and beside them
those that it calls a shortcut, for which it was told nothing.
"""

import base64
import csv
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.cluster import SpectralClustering
from sklearn.neighbors import kneighbors_graph

CLASS = "glacier"
MOST_GROUPS = 20


def read(folder):
    groups = {}
    with open(folder / "groups.csv", newline="") as lines:
        for line in csv.DictReader(lines):
            groups[line["path"]] = line
    maps, evidence, rows = [], [], []
    with open(folder / "batch/journal.jsonl") as lines:
        for line in lines:
            row = json.loads(line)
            if row["predicted_label"] == CLASS and row.get("evidence"):
                maps.append(np.frombuffer(base64.b64decode(row["heat_grid"]), np.uint8))
                evidence.append(np.frombuffer(base64.b64decode(row["evidence"]), "<f2"))
                rows.append(groups[row["path"]])
    return np.array(maps, np.float64), np.array(evidence, np.float64), rows


def spray(vectors, metric):
    neighbours = max(5, round(np.log(len(vectors))))
    graph = kneighbors_graph(vectors, neighbours, metric=metric, mode="connectivity")
    graph = 0.5 * (graph + graph.T)
    weights = graph.toarray()
    roots = np.sqrt(weights.sum(axis=1))
    values = np.linalg.eigvalsh(np.eye(len(vectors)) - weights / roots[:, None] / roots)
    gaps = np.diff(values[: MOST_GROUPS + 1])
    count = 1 + int(np.argmax(gaps))
    # The first gap stands for one group, in which nothing is found: the next largest is taken then.
    count = count if count > 1 else 2 + int(np.argmax(gaps[1:]))
    return SpectralClustering(count, affinity="precomputed", n_init=20, random_state=0).fit(graph).labels_


def match(picked, marked):
    both = np.sum(picked & marked)
    precision = both / picked.sum() if picked.any() else float("nan")
    return f"{picked.sum()} images, precision {precision:.2f}, recall {both / marked.sum():.2f}"


def told(groups, marked):
    """The groups that are mostly marked: which they are, only the truth tells."""
    names = sorted(set(groups) - {""})
    mostly = [name for name in names if np.mean(marked[np.array(groups) == name]) > 0.5]
    picked = np.isin(groups, mostly)
    return f"{len(mostly)} of {len(names)} groups are mostly marked: {match(picked, marked)}"


def main():
    for folder in map(Path, sys.argv[1:]):
        maps, evidence, rows = read(folder)
        marked = np.array([row["marked"] == "1" for row in rows])
        print(f"{folder.name}: {len(rows)} taken for {CLASS}, {marked.sum()} of them marked")
        if not marked.any():
            continue
        for name, vectors, metric in (("maps", maps, "euclidean"), ("evidence", evidence, "cosine")):
            print(f"  SpRAy on {name}:", told([str(group) for group in spray(vectors, metric)], marked))
        print("  groups of gradcam:", told([row["group"] for row in rows], marked))
        called = np.array([row["shortcut"] == "1" for row in rows])
        print("  called a shortcut:", match(called, marked))


if __name__ == "__main__":
    main()
