"""The networks of the benchmark as PyTorch modules, cut at the layer that Grad-CAM looks at."""

import torch
import torchvision


class Head(torch.nn.Module):
    """What follows the layer, without dropout, which does nothing at inference."""

    def __init__(self, *modules):
        super().__init__()
        self.modules_in_order = torch.nn.Sequential(*modules)

    def forward(self, activation):
        return self.modules_in_order(activation)


class Whole(torch.nn.Module):
    """Trunk and head, one after the other."""

    def __init__(self, trunk, head):
        super().__init__()
        self.trunk = trunk
        self.head = head

    def forward(self, images):
        return self.head(self.trunk(images))


def resnet18(state=None):
    """ResNet-18 as torchvision builds it, cut behind its last block."""
    net = torchvision.models.resnet18()
    if state is not None:
        net.load_state_dict(state)
    trunk = torch.nn.Sequential(
        net.conv1, net.bn1, net.relu, net.maxpool, net.layer1, net.layer2, net.layer3, net.layer4
    )
    return net, trunk, Head(net.avgpool, torch.nn.Flatten(), net.fc)


def squeezenet(state=None):
    """SqueezeNet 1.0 as torchvision builds it, cut behind its last fire module."""
    net = torchvision.models.squeezenet1_0()
    if state is not None:
        net.load_state_dict(state)
    _, convolution, relu, pooling = net.classifier
    return net, net.features, Head(convolution, relu, pooling, torch.nn.Flatten())


class ChannelsLast(torch.nn.Module):
    """The same with the channels of a place side by side in memory, which convolutions like."""

    def __init__(self, module):
        super().__init__()
        self.module = module.to(memory_format=torch.channels_last)

    def forward(self, images):
        return self.module(images.contiguous(memory_format=torch.channels_last))


BUILDERS = {"resnet18": resnet18, "squeezenet": squeezenet}


def cut(name, state):
    """Gives the trunk and the head for inference; no weight asks for a gradient."""
    _, trunk, head = BUILDERS[name](state)
    for part in (trunk, head):
        part.eval()
        for parameter in part.parameters():
            parameter.requires_grad_(False)
    return trunk, head
