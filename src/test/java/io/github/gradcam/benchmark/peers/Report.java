package io.github.gradcam.benchmark.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that a run of the benchmark found.
 *
 * @param processor that computed
 * @param threads of each peer
 * @param turns how many each had for a number
 * @param seconds how long a turn lasted at least
 * @param busy the share of the processors that other work took while all peers waited, 0..1
 * @param versions of the libraries, by peer
 * @param agreements how far the answers were apart
 * @param rows the times, in milliseconds
 */
record Report(
    String processor,
    int threads,
    int turns,
    double seconds,
    double busy,
    Map<String, String> versions,
    List<Agreement> agreements,
    List<Row> rows) {

  void write(Path file) throws IOException {
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
  }
}
