#!/usr/bin/env python3
"""Quantises an ONNX file with ONNX Runtime, to see what gradcam makes of the result.

    pip install onnxruntime onnx pillow
    python3 src/test/python/onnx/quantise.py NET.onnx IMAGE... --size 224 --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225

It writes NET-qop.onnx (QLinearConv and its kin) and NET-qdq.onnx (QuantizeLinear and DequantizeLinear around operators of
floats), calibrated on the images, and prints for each image the likeliest class of the floats and of both.
"""
import argparse
import pathlib

import numpy
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from PIL import Image


class Images(CalibrationDataReader):
    def __init__(self, name, images):
        self.left = iter([{name: image} for image in images])

    def get_next(self):
        return next(self.left, None)


def numbers(text):
    return numpy.array([float(part) for part in text.split(",")], numpy.float32)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("net", type=pathlib.Path)
    parser.add_argument("images", nargs="+")
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--mean", type=numbers, default=numbers("0.485,0.456,0.406"))
    parser.add_argument("--std", type=numbers, default=numbers("0.229,0.224,0.225"))
    said = parser.parse_args()
    images = []
    for file in said.images:
        pixels = Image.open(file).convert("RGB").resize((said.size, said.size), Image.BILINEAR)
        values = (numpy.asarray(pixels, numpy.float32) / 255 - said.mean) / said.std
        images.append(numpy.ascontiguousarray(values.transpose(2, 0, 1)[None]))
    plain = said.net.with_name(said.net.stem + "-plain.onnx")
    quant_pre_process(str(said.net), str(plain), skip_symbolic_shape=True)
    files = [plain]
    name = onnxruntime.InferenceSession(str(plain)).get_inputs()[0].name
    for form, ending in [(QuantFormat.QOperator, "qop"), (QuantFormat.QDQ, "qdq")]:
        files.append(said.net.with_name(f"{said.net.stem}-{ending}.onnx"))
        quantize_static(
            str(plain),
            str(files[-1]),
            Images(name, images),
            quant_format=form,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
    sessions = [onnxruntime.InferenceSession(str(file)) for file in files]
    for file, image in zip(said.images, images):
        print(file, *[session.run(None, {name: image})[0].argmax() for session in sessions])


if __name__ == "__main__":
    main()
