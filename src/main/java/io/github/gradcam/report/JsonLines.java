package io.github.gradcam.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends JSON objects to a file, one a line, UTF-8. Each line reaches the file in one piece before
 * {@link #write} returns; a line that a killed process left half written is cut off on opening.
 * Threads may share a writer.
 */
public final class JsonLines implements Closeable {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(double.class, new FiniteOrNull()))
          .build();

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
      TornLine.cut(file);
    }
    return new JsonLines(
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /**
   * Appends one line.
   *
   * @param value what Jackson can write as one object, such as an {@link ExplanationRecord}; numbers
   *     that are not finite become null
   * @throws IOException if it cannot be written
   */
  public void write(Object value) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.write(JSON.writeValueAsBytes(value));
    line.write('\n');
    synchronized (this) {
      out.write(line.toByteArray());
      out.flush();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  /** JSON has no word for NaN and infinity. */
  private static final class FiniteOrNull extends StdSerializer<Double> {

    private static final long serialVersionUID = 1L;

    FiniteOrNull() {
      super(double.class, false);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }
}
