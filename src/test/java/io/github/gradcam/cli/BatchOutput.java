package io.github.gradcam.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.report.Duck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The output folder of {@code gradcam batch}.
 *
 * @param folder given as --output
 */
record BatchOutput(Path folder) {

  /** Runs the command. */
  Run run(Path input, String... more) {
    List<String> all = new ArrayList<>(List.of("batch", input.toString()));
    all.addAll(List.of("--output", folder.toString()));
    all.addAll(List.of(more));
    return Run.of(all.toArray(String[]::new));
  }

  /** What DuckDB says of the results; FILE in the query is their file. */
  List<String> ask(String query) throws SQLException {
    return Duck.ask(results(), query);
  }

  Path results() {
    return folder.resolve("results.parquet");
  }

  long rows() throws SQLException {
    return Long.parseLong(ask("SELECT count(*) FROM FILE").get(0));
  }

  /** The files of heatmaps, as rows name them. */
  Set<String> heatmaps() throws IOException {
    Path heatmaps = folder.resolve("heatmaps");
    if (!Files.exists(heatmaps)) {
      return Set.of();
    }
    try (Stream<Path> tree = Files.walk(heatmaps)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .collect(Collectors.toSet());
    }
  }

  /** The answers of {@code gradcam explain} by the images' file names. */
  static Map<String, JsonNode> explained(Path photos, Path output) throws IOException {
    Run run = Run.of("explain", photos.toString(), "--output", output.toString());
    if (run.code() != 0) {
      throw new IllegalStateException(run.err());
    }
    Map<String, JsonNode> records = new HashMap<>();
    for (String line : Files.readAllLines(output.resolve("explanations.jsonl"))) {
      JsonNode node = new ObjectMapper().readTree(line);
      String image = node.get("image").asText();
      records.put(image.substring(image.lastIndexOf('/') + 1), node);
    }
    return records;
  }
}
