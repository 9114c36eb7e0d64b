package io.github.gradcam.benchmark.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The networks with the same weights in every form, written once into a folder.
 *
 * @param folder for the files; deleted, they are made anew
 * @param models where SqueezeNet is
 */
record ExportedNetworks(Path folder, Path models) {

  private static final String WEIGHTS = "resnet18.safetensors";

  /**
   * Gives those of the names that are there, exported if need be.
   *
   * @param notes is told of what was left out
   * @throws IllegalArgumentException if a name is unknown
   * @throws IOException if they have to be exported and cannot be
   */
  List<TestedNetwork> networks(List<String> names, Consumer<String> notes)
      throws IOException, InterruptedException {
    List<TestedNetwork> networks = new ArrayList<>();
    for (String name : names) {
      switch (name) {
        case "resnet18" -> networks.add(TestedNetwork.resnet18(folder.toString()));
        case "squeezenet" -> {
          TestedNetwork network = TestedNetwork.squeezenet(models.toString());
          if (Files.exists(Path.of(network.graph())) && Files.exists(Path.of(network.onnx()))) {
            networks.add(network);
          } else {
            notes.accept(
                "Left out: SqueezeNet, which needs %s and %s"
                    .formatted(network.graph(), network.onnx()));
          }
        }
        default ->
            throw new IllegalArgumentException(
                "Expected --networks of resnet18, squeezenet, found '%s'".formatted(name));
      }
    }
    export(networks);
    return networks;
  }

  private void export(List<TestedNetwork> networks) throws IOException, InterruptedException {
    Path weights = folder.resolve(WEIGHTS);
    boolean complete =
        Files.exists(weights)
            && networks.stream()
                .flatMap(network -> network.exported().stream())
                .allMatch(file -> Files.exists(folder.resolve(file)));
    if (!complete) {
      if (!Python.has("torch", "torchvision", "onnx")) {
        throw new IOException(
            "Expected exported networks in %s, or a %s with torch, torchvision and onnx to export them, found neither; install them: %s"
                .formatted(folder, Python.PROGRAM, Python.INSTALL));
      }
      List<String> command =
          new ArrayList<>(
              List.of(Python.PROGRAM, Python.script("export_networks.py"), folder.toString()));
      networks.stream()
          .filter(network -> network.name().equals("squeezenet"))
          .forEach(network -> command.add(network.onnx()));
      Python.run(command);
    }
    Path graph = folder.resolve("resnet18.pb");
    if (!complete || !Files.exists(graph)) {
      FrozenResNet18.write(Safetensors.read(weights), graph);
    }
  }
}
