package io.github.gradcam.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is handed over to a reader.
 *
 * @param form the end of its file's name, such as {@code jpg} or {@code tar.gz}
 * @param bytes its content
 */
@SuppressWarnings("ArrayRecordComponent") // content is handed on, never compared
record FuzzInput(String form, byte[] bytes) {

  /** The form of a file is what follows the first dot of its name. */
  static FuzzInput read(Path file) throws IOException {
    String name = file.getFileName().toString();
    return new FuzzInput(name.substring(name.indexOf('.') + 1), Files.readAllBytes(file));
  }

  Path write(Path folder, String name) throws IOException {
    return Files.write(Files.createDirectories(folder).resolve(name + "." + form), bytes);
  }
}
