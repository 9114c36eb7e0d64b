package io.github.gradcam.model.foreign;

import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.WrappedSavedModel;
import io.github.gradcam.model.layer.WeightArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.NodeDef;

/** Reads the SavedModel that a {@code .keras} file points at, and sees that it is the right one. */
final class WrappedReader {

  private final Path file;
  private final WrappedSavedModel wrapped;
  private final ModelDescription description;

  WrappedReader(Path file, WrappedSavedModel wrapped, ModelDescription description) {
    this.file = file;
    this.wrapped = wrapped;
    this.description = description;
  }

  FlatNetwork read() {
    Path folder = folder();
    ModelDescription endpoint =
        new ModelDescription(wrapped.endpoint(), null, null, 0, null, List.of());
    FlatNetwork network = new SavedModelReader(folder, description.or(endpoint)).read();
    check(network, folder);
    return network;
  }

  /** Where the file says, or the end of that path beside the file. */
  private Path folder() {
    List<String> words = List.of(wrapped.filepath().split("[\\\\/]", -1));
    List<Path> places = new ArrayList<>(List.of(file.resolveSibling(wrapped.filepath())));
    for (int begin = words.size() - 1; begin >= 0; begin--) {
      for (int end = words.size(); end > begin; end--) {
        places.add(file.resolveSibling(String.join("/", words.subList(begin, end))));
      }
    }
    return places.stream()
        .filter(place -> Files.isRegularFile(place.resolve(SavedModelReader.FILE)))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelException(
                    "Expected the SavedModel '%s', which is all that %s holds of an architecture, found none there or beside the file; give the SavedModel's folder"
                        .formatted(wrapped.filepath(), file)));
  }

  private void check(FlatNetwork network, Path folder) {
    Set<ByteBuffer> constants =
        network.graph().getNodeList().stream()
            .filter(node -> node.getOp().equals("Const"))
            .map(WrappedReader::content)
            .collect(Collectors.toSet());
    for (WeightArray weight : wrapped.weights()) {
      if (!constants.contains(content(weight))) {
        throw new ModelException(
            "Expected the weights of %s in the SavedModel %s, found others of shape %s; give the SavedModel's folder if it is the one that is meant"
                .formatted(file, folder, weight.shape()));
      }
    }
  }

  private static ByteBuffer content(NodeDef constant) {
    return constant.getAttrOrThrow("value").getTensor().getTensorContent().asReadOnlyByteBuffer();
  }

  private static ByteBuffer content(WeightArray weight) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * weight.values().length).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(weight.values());
    return bytes;
  }
}
