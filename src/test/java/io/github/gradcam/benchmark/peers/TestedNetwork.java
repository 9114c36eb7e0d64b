package io.github.gradcam.benchmark.peers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A network that all peers compute.
 *
 * @param name how options, files and commands call it
 * @param title for people
 * @param size rows and columns of its images
 * @param normalization what is done with pixels first, as {@link
 *     io.github.gradcam.model.layer.Normalization#parse} reads it
 * @param graph its frozen graph for this project
 * @param onnx its ONNX file
 * @param input the op of the graph, and the input of the ONNX file, that take images
 * @param logits the op of the graph that gives the classes' numbers
 * @param layer the op of the graph, and the node of the ONNX file, where Grad-CAM looks
 */
record TestedNetwork(
    String name,
    String title,
    int size,
    String normalization,
    String graph,
    String onnx,
    TestedNetwork.Names input,
    String logits,
    TestedNetwork.Names layer) {

  /** What the graph calls something, and what the ONNX file calls it. */
  record Names(String graph, String onnx) {}

  /** The last activations of ResNet-18, 7 x 7 x 512. */
  static TestedNetwork resnet18(String folder) {
    return new TestedNetwork(
        "resnet18",
        "ResNet-18, 224 px",
        224,
        "imagenet-torch",
        folder + "/resnet18.pb",
        folder + "/resnet18.onnx",
        new Names(FrozenResNet18.INPUT, "data"),
        FrozenResNet18.LOGITS,
        new Names(FrozenResNet18.LAYER, "/trunk/trunk.7/trunk.7.1/relu_1/Relu"));
  }

  /** The last activations of SqueezeNet before its classifier, 13 x 13 x 512. */
  static TestedNetwork squeezenet(String models) {
    return new TestedNetwork(
        "squeezenet",
        "SqueezeNet 1.0, 227 px",
        227,
        "bgr:104,117,123",
        models + "/squeezenet1_0_f32.pb",
        models + "/onnx/squeezenet1_0.onnx",
        new Names("input", "data"),
        "logits",
        new Names("fire9/concat", "/features/features.12/Concat"));
  }

  /** The files that {@code export_networks.py} writes of any network. */
  List<String> exported() {
    return List.of(
        name + ".state.pt",
        name + "-whole.pt",
        name + "-trunk.pt",
        name + "-whole-channels-last.pt",
        name + "-trunk-channels-last.pt",
        name + "-head.pt");
  }

  /** Writes class indexes as commands have them. */
  static String text(int[] classes) {
    return Arrays.stream(classes).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }
}
