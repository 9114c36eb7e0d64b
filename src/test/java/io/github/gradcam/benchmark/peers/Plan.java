package io.github.gradcam.benchmark.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What every peer has to know before it starts.
 *
 * @param folder where exported networks and images are
 * @param threads how many each may compute with
 * @param batches how many images are computed at once
 * @param networks what is computed
 */
record Plan(String folder, int threads, List<Integer> batches, List<TestedNetwork> networks) {

  private static final String FILE = "plan.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  static Plan read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Plan.class);
  }

  /** Writes it where peers read it. */
  Path write() throws IOException {
    Path file = Path.of(folder, FILE);
    JSON.writeValue(file.toFile(), this);
    return file;
  }
}
