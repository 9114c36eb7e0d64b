package io.github.gradcam.batch.spark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** {@code run.json} in the output folder: what two runs have to share to make one table. */
final class RunFile {

  private static final String NAME = "run.json";
  private static final String VERSION = "toolVersion";
  private static final String OPTIONS = "options";
  private static final JsonMapper JSON = new JsonMapper();

  private final Path output;
  private final FileSystem files;
  private final Configuration storage;

  RunFile(Path output, Configuration storage) throws IOException {
    this.output = output;
    this.files = output.getFileSystem(storage);
    this.storage = storage;
  }

  /**
   * Begins a run or goes on with one.
   *
   * @throws IOException if the folder holds a run with other options, or files of something else
   */
  void check(String toolVersion, Map<String, ?> options) throws IOException {
    Path file = new Path(output, NAME);
    if (files.exists(file)) {
      compare(read(file), JSON.convertValue(options, new TypeReference<Map<String, Object>>() {}));
      return;
    }
    if (files.exists(output) && files.listStatusIterator(output).hasNext()) {
      throw new IOException(
          "Expected a new folder or one of an earlier run at %s, found files of something else; give another --output"
              .formatted(output));
    }
    Map<String, ?> run = Map.of(VERSION, toolVersion, OPTIONS, new TreeMap<>(options));
    byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new TreeMap<>(run));
    PlainFiles.write(file, text, storage);
  }

  /** Deletes what a run wrote, if it was one. */
  void overwrite() throws IOException {
    if (files.exists(new Path(output, NAME))) {
      for (String each : new String[] {ResultsTable.NAME, "heatmaps", NAME}) {
        files.delete(new Path(output, each), true);
      }
    }
  }

  private @Nullable Map<String, Object> read(Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      Object options = JSON.readValue(in, new TypeReference<Map<String, Object>>() {}).get(OPTIONS);
      return JSON.convertValue(options, new TypeReference<Map<String, Object>>() {});
    }
  }

  private void compare(@Nullable Map<String, Object> begun, Map<String, Object> asked)
      throws IOException {
    Map<String, Object> then = begun == null ? Map.of() : begun;
    TreeSet<String> names = new TreeSet<>(then.keySet());
    names.addAll(asked.keySet());
    StringBuilder differences = new StringBuilder();
    for (String name : names) {
      if (!text(then.get(name)).equals(text(asked.get(name)))) {
        differences.append(
            "%s%s %s then, %s now"
                .formatted(
                    differences.isEmpty() ? "" : ", ",
                    name,
                    text(then.get(name)),
                    text(asked.get(name))));
      }
    }
    if (!differences.isEmpty()) {
      throw new IOException(
          "Expected the options that the run in %s began with, found others: %s; give the same, another --output, or --overwrite to begin anew"
              .formatted(output, differences));
    }
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, "nothing");
  }
}
