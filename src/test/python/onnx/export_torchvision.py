#!/usr/bin/env python3
"""Writes torchvision's classifiers with random weights as ONNX, for TorchvisionNetworksTest.

    sudo apt-get install python3-torch python3-torchvision python3-onnx     # Debian 12
    /usr/bin/python3 src/test/python/onnx/export_torchvision.py [NAME...]   # into target/onnx

Each is written twice where the layout of batches differs: NAME.onnx for one image, as torch.onnx.export does it unless told
otherwise, and NAME-batch.onnx for any number of images. Files that are there already are kept.
"""
import pathlib
import sys
import warnings

import torch
import torchvision

OPSETS = {
    "alexnet": 9,
    "convnext_tiny": 17,
    "densenet121": 11,
    "efficientnet_b0": 13,
    "efficientnet_v2_s": 14,
    "googlenet": 12,
    "inception_v3": 12,
    "mnasnet0_5": 13,
    "mobilenet_v2": 10,
    "mobilenet_v3_small": 16,
    "mobilenet_v3_large": 14,
    "regnet_x_400mf": 15,
    "regnet_y_400mf": 14,
    "resnet18": 13,
    "resnet50": 17,
    "resnext50_32x4d": 11,
    "shufflenet_v2_x1_0": 13,
    "squeezenet1_1": 9,
    "swin_t": 17,
    "vgg11_bn": 13,
    "vit_b_16": 17,
}


def randomise(model):
    """Statistics as after training, so that normalisation does something."""
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
            module.weight.data.uniform_(0.8, 1.2)
            module.bias.data.normal_(0, 0.1)
        if isinstance(module, torch.nn.Linear) and not module.weight.any():
            module.weight.data.normal_(0, 0.05)  # ViT's head begins with zeros


def main():
    warnings.filterwarnings("ignore")
    folder = pathlib.Path("target/onnx")
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or OPSETS:
        size = 299 if name == "inception_v3" else 224
        for batch in (False, True):
            file = folder / f"{name}{'-batch' if batch else ''}.onnx"
            if file.exists():
                continue
            torch.manual_seed(7)
            options = {"init_weights": True} if name in ("googlenet", "inception_v3") else {}
            model = torchvision.models.get_model(name, weights=None, **options).eval()
            randomise(model)
            torch.onnx.export(
                model,
                torch.randn(1, 3, size, size),
                str(file),
                opset_version=OPSETS.get(name, 17),
                input_names=["input"],
                output_names=["logits"],
                dynamic_axes={"input": {0: "n"}, "logits": {0: "n"}} if batch else None,
            )
            print(file, flush=True)


if __name__ == "__main__":
    main()
