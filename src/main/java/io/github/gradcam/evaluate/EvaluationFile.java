package io.github.gradcam.evaluate;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code evaluation.json}. */
public final class EvaluationFile {

  private static final ObjectWriter JSON =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

  private EvaluationFile() {}

  /**
   * Writes the components of an evaluation as one JSON object, UTF-8, replacing the file.
   *
   * @param file where to write; its folder is made if it is missing
   * @param evaluation what to write
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Evaluation evaluation) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, JSON.writeValueAsBytes(evaluation));
  }
}
