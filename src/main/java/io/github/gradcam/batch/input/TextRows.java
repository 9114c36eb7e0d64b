package io.github.gradcam.batch.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One path a line; blank lines and those that begin with # are skipped. */
final class TextRows implements ListRows {

  private final BufferedReader lines;

  TextRows(Path list) throws IOException {
    lines = ListText.open(list);
  }

  @Override
  public @Nullable ListRow next() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        return ListRow.of(line, null, null);
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
