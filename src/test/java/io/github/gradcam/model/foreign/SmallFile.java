package io.github.gradcam.model.foreign;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Frozen graphs of a few ops, as files; the input is called {@code input}. */
final class SmallFile {

  private final Path file;

  private SmallFile(Path file) {
    this.file = file;
  }

  static SmallFile of(Path folder, Shape input, BiConsumer<Ops, Operand<TFloat32>> network) {
    return of(folder, TFloat32.class, input, network);
  }

  /** The network takes uint8. */
  static SmallFile ofBytes(Path folder, Shape input, BiConsumer<Ops, Operand<TUint8>> network) {
    return of(folder, TUint8.class, input, network);
  }

  private static <T extends TType> SmallFile of(
      Path folder, Class<T> type, Shape input, BiConsumer<Ops, Operand<T>> network) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      network.accept(tf, tf.withName("input").placeholder(type, Placeholder.shape(input)));
      return new SmallFile(
          Files.write(folder.resolve("small.pb"), graph.toGraphDef().toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return file;
  }

  /** With pixels as they are. */
  Classifier load() {
    return load(new ModelDescription(null, null, null, 0, "none", List.of()));
  }

  Classifier load(ModelDescription description) {
    return new ModelSource(file, description).load(Execution.of(Precision.FLOAT32)).classifier();
  }
}
