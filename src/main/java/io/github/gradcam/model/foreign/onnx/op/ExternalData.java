package io.github.gradcam.model.foreign.onnx.op;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RegularFile;
import io.github.gradcam.model.graph.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that a model keeps in files of their own, as models of more than 2 GB do. Only files in
 * the model's folder are read, whatever the model says.
 */
public final class ExternalData {

  private final Path folder;

  /**
   * Looks beside a model.
   *
   * @param model its file
   */
  public ExternalData(Path model) {
    this.folder = model.toAbsolutePath().normalize().resolveSibling(".").normalize();
  }

  /**
   * Maps the values of a constant into memory.
   *
   * @param tensor that says where they are
   * @return its bytes
   * @throws ModelException if the file is not beside the model or is too short, or the values have
   *     more than 2 GB
   */
  ByteBuffer bytes(TensorProto tensor) {
    Map<String, String> said = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      said.put(entry.getKey(), entry.getValue());
    }
    String location = said.getOrDefault("location", "");
    Path file = file(location);
    try {
      long length = RegularFile.length(file);
      long offset = number(said.get("offset"), 0);
      long count = number(said.get("length"), length - offset);
      if (offset < 0 || count < 0 || offset > length - count) {
        throw new ModelException(
            "Expected %,d bytes from %,d on in %s, found a file of %,d bytes; was it copied whole?"
                .formatted(count, offset, file, length));
      }
      if (count > Integer.MAX_VALUE) {
        throw new ModelException(
            "Expected a constant of at most 2 GB, found %,d bytes from %,d on in %s; does the model say where its values end?"
                .formatted(count, offset, file));
      }
      try (FileChannel channel = FileChannel.open(file)) {
        return channel.map(FileChannel.MapMode.READ_ONLY, offset, count);
      }
    } catch (IOException e) {
      throw new ModelException(
          "Expected the model's values in '%s' beside it, found: %s; copy that file, too"
              .formatted(location, FailureWords.of(e)),
          e);
    } catch (NumberFormatException e) {
      throw new ModelException(
          "Expected a place in '%s', found offset '%s' and length '%s'"
              .formatted(location, said.get("offset"), said.get("length")),
          e);
    }
  }

  private static long number(@Nullable String text, long otherwise) {
    return text == null ? otherwise : Long.parseLong(text);
  }

  /** A file in the model's folder or in one below it, behind links, too. */
  private Path file(String location) {
    try {
      Path relative = Path.of(location);
      Path file = folder.resolve(relative).normalize();
      boolean inside = !location.isEmpty() && !relative.isAbsolute() && file.startsWith(folder);
      if (inside && file.toRealPath().startsWith(folder.toRealPath())) {
        return file;
      }
    } catch (IOException | InvalidPathException e) {
      throw new ModelException(
          "Expected the model's values in '%s' beside it, found no such file; copy it, too"
              .formatted(location),
          e);
    }
    throw new ModelException(
        "Expected the model's values in a file beside it, found '%s', which is elsewhere and is not read"
            .formatted(location));
  }
}
