package io.github.gradcam.model.foreign;

import io.github.gradcam.model.graph.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * Tells files that PyTorch reads and nobody else: Python objects, scripts and plain weights, none
 * of which is a network by itself.
 */
final class PytorchFile {

  private static final String ZIP = "PK\u0003\u0004";

  /** A pickle that begins with a long number, as {@code torch.save} did until 1.5. */
  private static final String PICKLE = "\u0080\u0002\u008a";

  private static final int WEIGHTS_BEGIN = 8;

  private PytorchFile() {}

  /**
   * Says how to export the network instead.
   *
   * @param file of any kind
   * @param start its first bytes
   * @throws ModelException if it is one of those
   */
  static void refuse(Path file, String start) {
    if (start.startsWith(PICKLE) || (start.startsWith(ZIP) && holdsPickle(file))) {
      throw refusal(file, "a PyTorch file, which holds Python objects or a script of its own");
    } else if (isWeights(start)) {
      throw refusal(file, "weights without a network (safetensors)");
    }
  }

  private static ModelException refusal(Path file, String found) {
    return new ModelException(
        "Expected a file that holds a network, found %s: '%s'; export it in Python: torch.onnx.export(model.eval(), torch.randn(1, 3, 224, 224), \"net.onnx\"), and give --model net.onnx (docs/pytorch.md)"
            .formatted(found, file));
  }

  private static boolean holdsPickle(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().anyMatch(entry -> entry.getName().endsWith("/data.pkl"));
    } catch (IOException e) {
      return false; // damaged: told by who reads zips
    }
  }

  /** The length of a description in JSON, eight bytes, and its beginning. */
  private static boolean isWeights(String start) {
    return start.startsWith("{\"", WEIGHTS_BEGIN)
        && start.startsWith("\0\0\0\0", WEIGHTS_BEGIN / 2);
  }
}
