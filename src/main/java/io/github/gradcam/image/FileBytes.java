package io.github.gradcam.image;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/** Writes files whose bytes are in memory: each appears whole or not at all. */
public final class FileBytes {

  private FileBytes() {}

  /**
   * Writes beside the file and moves that there.
   *
   * @param file replaced; its folder is made if it is missing
   * @param bytes all of them
   * @throws IOException if that fails, and nothing is left of it; the message names the file and
   *     says why
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("Expected a file name, found " + file);
    }
    // Not createTempFile: only its owner could read the file.
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    write(file, folder.resolve(".image-" + unique + ".part"), bytes);
  }

  /**
   * Writes a hidden file and moves that there. What a killed process left of it is replaced by the
   * next that writes the same.
   *
   * @param file replaced; its folder is made if it is missing
   * @param part where it is written first, on the same disk; no other thread uses it
   * @param bytes all of them
   * @throws IOException if that fails, and nothing is left of it; the message names the file and
   *     says why
   */
  public static void write(Path file, Path part, byte[] bytes) throws IOException {
    try {
      writePart(part, bytes);
      move(part, file);
    } catch (IOException e) {
      IOException failure =
          new IOException(
              "Expected to write %s, found: %s; correct that and run the same command again"
                  .formatted(file, reason(file, e)),
              e);
      try {
        Files.deleteIfExists(part);
      } catch (IOException left) { // not even looked for, where a folder is missing
        failure.addSuppressed(left);
      }
      throw failure;
    }
  }

  /** The system would name the hidden file, which nobody knows. */
  private static String reason(Path file, IOException failure) {
    if (Files.isDirectory(file)) {
      return "a folder of that name";
    }
    for (Path up = file.toAbsolutePath().getParent(); up != null; up = up.getParent()) {
      if (Files.isRegularFile(up)) {
        return "the file %s, where a folder is needed".formatted(up);
      }
    }
    return FailureWords.of(failure);
  }

  /** Makes the folder only where it is missing, as to look for it takes as long as to write. */
  private static void writePart(Path part, byte[] bytes) throws IOException {
    try {
      Files.write(part, bytes);
    } catch (NoSuchFileException e) {
      Files.createDirectories(part.toAbsolutePath().getParent());
      Files.write(part, bytes);
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
