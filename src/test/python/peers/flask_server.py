"""A Flask endpoint for Grad-CAM of SqueezeNet, as one writes it: the peer of `gradcam serve`.

    flask_server.py SQUEEZENET.onnx PORT

POST / with an image as the body gives {"label": index, "probability": p, "heatmap": [[...], ...]}.
Debian 12: sudo apt-get install python3-torch python3-torchvision python3-onnx python3-flask python3-pil
"""

import io
import sys

import flask
import numpy
import PIL.Image
import torch

import export_networks
import networks

SIZE = 227
MEANS = torch.tensor([104.0, 117.0, 123.0]).reshape(3, 1, 1)  # blue, green, red

app = flask.Flask(__name__)
trunk, head = networks.cut("squeezenet", export_networks.squeezenet_weights(sys.argv[1]))


@app.post("/")
def explain():
    try:
        image = PIL.Image.open(io.BytesIO(flask.request.get_data())).convert("RGB")
    except OSError:
        return {"error": "Expected an image, found none"}, 400
    pixels = numpy.asarray(image.resize((SIZE, SIZE), PIL.Image.BILINEAR), dtype=numpy.float32)
    batch = (torch.from_numpy(pixels).permute(2, 0, 1).flip(0) - MEANS)[None]
    with torch.no_grad():
        activation = trunk(batch)
    activation.requires_grad_()
    logits = head(activation)
    index = int(logits.argmax())
    (gradient,) = torch.autograd.grad(logits[0, index], activation)
    weights = gradient.mean(dim=(2, 3), keepdim=True)
    heatmap = torch.relu((weights * activation.detach()).sum(dim=1, keepdim=True))
    heatmap = torch.nn.functional.interpolate(heatmap, size=(SIZE, SIZE), mode="bilinear")[0, 0]
    heatmap = heatmap / heatmap.max().clamp(min=1e-12)
    return {
        "label": index,
        "probability": float(logits.detach().softmax(dim=1)[0, index]),
        "heatmap": heatmap.tolist(),
    }


app.run(port=int(sys.argv[2]), threaded=True)
