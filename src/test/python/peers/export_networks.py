"""Writes the networks of the benchmark for every peer, with the same weights.

    export_networks.py FOLDER [SQUEEZENET.onnx]

FOLDER gets, for each network, NAME.state.pt (weights for torch), NAME-whole.pt and NAME-trunk.pt
(frozen TorchScript, also as NAME-*-channels-last.pt) and NAME-head.pt; for ResNet-18 also
resnet18.onnx, and resnet18.safetensors, which this project reads. SqueezeNet takes its weights from
the ONNX file; without one it is left out.
"""

import json
import os
import struct
import sys

import onnx
import onnx.numpy_helper
import torch

import networks

SEED = 1


def calibrated_resnet18():
    """Random weights; statistics of batch normalisation that pictures gave, so that they matter."""
    torch.manual_seed(SEED)
    net, _, _ = networks.resnet18()
    for module in net.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.normal_(module.bias, 0, 0.2)
    net.train()
    with torch.no_grad():
        for _ in range(4):
            net(torch.randn(4, 3, 224, 224) + torch.randn(4, 3, 1, 1))
    return net.eval()


def squeezenet_weights(file):
    """The initialisers of the ONNX file, which have torchvision's names."""
    graph = onnx.load(file).graph
    return {
        tensor.name: torch.from_numpy(onnx.numpy_helper.to_array(tensor).copy())
        for tensor in graph.initializer
    }


def write_safetensors(file, state):
    """float32 weights as safetensors: the length of the header, the header as JSON, the data."""
    header, data, end = {}, [], 0
    for name, tensor in state.items():
        if tensor.dtype == torch.float32:
            raw = tensor.contiguous().numpy().tobytes()
            header[name] = {
                "dtype": "F32",
                "shape": list(tensor.shape),
                "data_offsets": [end, end + len(raw)],
            }
            data.append(raw)
            end += len(raw)
    text = json.dumps(header).encode()
    with open(file, "wb") as out:
        out.write(struct.pack("<Q", len(text)))
        out.write(text)
        out.write(b"".join(data))


def write_torchscript(folder, name, state, size):
    """Whole and trunk frozen, which folds batch normalisation, in two layouts; the head as it is."""
    for layout, wrapped in (("", lambda module: module), ("-channels-last", networks.ChannelsLast)):
        trunk, head = networks.cut(name, state)
        parts = {"whole": networks.Whole(trunk, head), "trunk": trunk}
        for part, module in parts.items():
            with torch.no_grad():
                traced = torch.jit.trace(wrapped(module).eval(), torch.zeros(2, 3, size, size))
            torch.jit.freeze(traced).save(os.path.join(folder, f"{name}-{part}{layout}.pt"))
    torch.jit.script(head).save(os.path.join(folder, f"{name}-head.pt"))
    torch.save(state, os.path.join(folder, f"{name}.state.pt"))


def write_onnx(file, name, state, size):
    """For any number of pictures; the exporter folds batch normalisation."""
    torch.onnx.export(
        networks.Whole(*networks.cut(name, state)).eval(),
        torch.zeros(2, 3, size, size),
        file,
        opset_version=13,
        input_names=["data"],
        output_names=["scores"],
        dynamic_axes={"data": {0: "n"}, "scores": {0: "n"}},
    )


def main(folder, squeezenet=None):
    os.makedirs(folder, exist_ok=True)
    state = calibrated_resnet18().state_dict()
    write_torchscript(folder, "resnet18", state, 224)
    write_onnx(os.path.join(folder, "resnet18.onnx"), "resnet18", state, 224)
    if squeezenet:
        write_torchscript(folder, "squeezenet", squeezenet_weights(squeezenet), 227)
    # Last: where this file is, the export was complete.
    write_safetensors(os.path.join(folder, "resnet18.safetensors"), state)


if __name__ == "__main__":
    main(*sys.argv[1:])
