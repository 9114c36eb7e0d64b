package io.github.gradcam.model.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;

/** SavedModels of a few ops with variables, written by TensorFlow itself. */
final class SmallSavedModel {

  private SmallSavedModel() {}

  /** Inputs and outputs of a signature, by name. */
  record Ends(Map<String, Operand<?>> inputs, Map<String, Operand<?>> outputs) {}

  /** Writes the signatures that a network has, by name. */
  static Path write(Path folder, Function<Ops, Map<String, Ends>> network) {
    try (Graph graph = new Graph()) {
      List<Signature> signatures = new ArrayList<>();
      network
          .apply(Ops.create(graph))
          .forEach((name, ends) -> signatures.add(signature(name, ends)));
      try (Session session = new Session(graph)) {
        session.initialize();
        SavedModelBundle.exporter(folder.toString())
            .withSession(session)
            .withSignatures(signatures.toArray(Signature[]::new))
            .export();
        return folder;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Signature signature(String name, Ends ends) {
    Signature.Builder signature = Signature.builder().key(name);
    ends.inputs().forEach(signature::input);
    ends.outputs().forEach(signature::output);
    return signature.methodName("tensorflow/serving/predict").build();
  }
}
