"""Answers the benchmark with eager PyTorch: forward, and Grad-CAM as torch-cam computes it.

    torch_peer.py PLAN.json

Reads commands from standard input, as io.github.gradcam.benchmark.peers.PeerProgram does.
"""

import json
import os
import sys
import time

import numpy
import torch

import networks

WARM_UP_SECONDS = 0.15


class Network:
    """One network and the pictures it is asked about."""

    def __init__(self, plan, described):
        folder, name, size = plan["folder"], described["name"], described["size"]
        state = torch.load(os.path.join(folder, f"{name}.state.pt"))
        self.trunk, self.head = networks.cut(name, state)
        pictures = numpy.fromfile(os.path.join(folder, f"{name}.f32"), dtype="<f4")
        self.pictures = torch.from_numpy(pictures.reshape(-1, 3, size, size))

    def forward(self, batch):
        with torch.no_grad():
            return self.head(self.trunk(self.pictures[:batch])).numpy()

    def grad_cam(self, batch, classes):
        """The gradient goes from the classes' logits to the activation and no further."""
        with torch.no_grad():
            activation = self.trunk(self.pictures[:batch])
        activation.requires_grad_()
        scores = self.head(activation)[torch.arange(batch), classes].sum()
        (gradient,) = torch.autograd.grad(scores, activation)
        weights = gradient.mean(dim=(2, 3), keepdim=True)
        return torch.relu((weights * activation.detach()).sum(dim=1)).numpy()


def timed(task, seconds):
    """Seconds of each run, after runs that are not counted."""
    end = time.perf_counter() + WARM_UP_SECONDS
    task()
    while time.perf_counter() < end:
        task()
    times = []
    start = last = time.perf_counter()
    while not times or last - start < seconds:
        task()
        now = time.perf_counter()
        times.append(now - last)
        last = now
    return times


def answer(opened, words):
    command, name, batch = words[0], words[1], int(words[2])
    network = opened[name]
    classes = torch.tensor([int(word) for word in words[3].split(",")]) if len(words) > 3 else None
    if command == "logits":
        return network.forward(batch).tolist()
    if command == "maps":
        return network.grad_cam(batch, classes).reshape(batch, -1).tolist()
    if command == "forward":
        return timed(lambda: network.forward(batch), float(words[4]))
    if command == "gradcam":
        return timed(lambda: network.grad_cam(batch, classes), float(words[4]))
    raise ValueError(f"Expected logits, maps, forward or gradcam, found {command}")


def main(file):
    with open(file, encoding="utf-8") as text:
        plan = json.load(text)
    torch.set_num_threads(plan["threads"])
    torch.set_num_interop_threads(1)
    opened = {described["name"]: Network(plan, described) for described in plan["networks"]}
    version = f"PyTorch {torch.__version__} (Debian, Python {sys.version.split()[0]})"
    print("= " + json.dumps(version), flush=True)
    for line in sys.stdin:
        try:
            print("= " + json.dumps(answer(opened, line.split())), flush=True)
        except Exception as failure:  # the benchmark tells people
            print(f"! {type(failure).__name__}: {failure}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
