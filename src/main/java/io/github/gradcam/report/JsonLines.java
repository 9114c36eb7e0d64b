package io.github.gradcam.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.image.FailureWords;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Appends JSON objects to a file, one a line, UTF-8. Each line reaches the file in one piece before
 * {@link #write} returns; a line that a killed process left half written is cut off on opening.
 * Threads may share a writer.
 */
public final class JsonLines implements Closeable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int CHUNK = 1 << 16;

  private final OutputStream out;

  private JsonLines(OutputStream out) {
    this.out = out;
  }

  /**
   * Opens a file to append to.
   *
   * @param file made, with its folder, if it is missing
   * @return a writer that the caller closes
   * @throws IOException if the file cannot be opened
   */
  public static JsonLines append(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (Files.exists(file)) {
      cutTornLine(file);
    }
    return new JsonLines(
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /**
   * Reads the finished lines of a file; one that a killed process left half written is left out.
   *
   * @param <T> what a line holds
   * @param file written by this class
   * @param type of the objects, such as {@link ExplanationRecord}
   * @return one object a line, in order
   * @throws IOException if the file cannot be read, or a finished line is no object of the type;
   *     the message names file and line
   */
  public static <T> List<T> read(Path file, Class<T> type) throws IOException {
    List<T> values = new ArrayList<>();
    read(file, type, values::add);
    return values;
  }

  /**
   * Reads as {@link #read(Path, Class)} does, line by line, for files of any size.
   *
   * @param <T> what a line holds
   * @param file written by this class
   * @param type of the objects
   * @param each is given one object a line, in order
   * @throws IOException if the file cannot be read, or a finished line is no object of the type;
   *     the message names file and line
   */
  public static <T> void read(Path file, Class<T> type, Consumer<? super T> each)
      throws IOException {
    long number = 1;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        int start = 0;
        for (int i = 0; i < length; i++) {
          if (chunk[i] == '\n') {
            line.write(chunk, start, i - start);
            each.accept(value(line.toByteArray(), type, number++, file));
            line.reset();
            start = i + 1;
          }
        }
        line.write(chunk, start, length - start);
      }
    }
  }

  private static <T> T value(byte[] line, Class<T> type, long number, Path file)
      throws IOException {
    try {
      return JSON.readValue(line, type);
    } catch (IOException e) {
      throw new IOException(
          "Expected one JSON object in line %d of %s, found %s; correct or delete the line"
              .formatted(number, file, FailureWords.of(e)),
          e);
    }
  }

  /**
   * Appends one line.
   *
   * @param value what Jackson can write as one object, such as an {@link ExplanationRecord}
   * @throws IOException if it cannot be written
   */
  public void write(Object value) throws IOException {
    byte[] line = (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (this) {
      out.write(line);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  private static void cutTornLine(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long end = bytes.length();
      while (end > 0) {
        bytes.seek(end - 1);
        if (bytes.read() == '\n') {
          break;
        }
        end--;
      }
      bytes.setLength(end);
    }
  }
}
