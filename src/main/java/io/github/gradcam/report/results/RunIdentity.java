package io.github.gradcam.report.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has to be the same for two runs to belong together, as it stands in {@value #FILE}: without
 * it, one table would hold answers to different questions.
 *
 * @param toolVersion the program's; may differ
 * @param computedBy precision, kernels and processor that began it; may differ
 * @param options such as model, method and layer: texts, numbers, truth values, lists of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunIdentity(String toolVersion, @Nullable String computedBy, Map<String, ?> options) {

  /** Its name in the output folder. */
  public static final String FILE = "run.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Sorts the options by their names. */
  public RunIdentity {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /**
   * Reads the file of a run.
   *
   * @param file {@link #FILE} in the run's folder
   * @return the identity
   * @throws IOException if it cannot be read, or is something else
   */
  public static RunIdentity read(Path file) throws IOException {
    return of(Files.readAllBytes(file), file.toString());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @param text of the file
   * @param file what to call it in an error
   * @return the identity
   * @throws IOException if it is something else
   */
  public static RunIdentity of(byte[] text, String file) throws IOException {
    try {
      return JSON.readValue(text, RunIdentity.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "Expected the options of a run of gradcam in %s, found %s; give another --output"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  void write(Path file) throws IOException {
    byte[] text = text();
    WholeFile.write(file, out -> out.write(text));
  }

  /**
   * Writes it down.
   *
   * @return the content of the file
   * @throws IOException if an option is nothing that JSON can hold
   */
  public byte[] text() throws IOException {
    return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Refuses to go on with another run.
   *
   * @param begun the earlier one
   * @param folder that holds it
   * @throws IOException if an option differs; the message names them, such as {@code layer conv_1
   *     then, conv_2 now}
   */
  public void check(RunIdentity begun, Object folder) throws IOException {
    List<String> differences = differencesFrom(begun);
    if (!differences.isEmpty()) {
      throw new IOException(
          "Expected the options that the run in %s began with, found others: %s; give the same, another --output, or --overwrite to begin anew"
              .formatted(folder, String.join(", ", differences)));
    }
  }

  private List<String> differencesFrom(RunIdentity begun) throws IOException {
    JsonNode then = tree(begun);
    JsonNode now = tree(this);
    TreeSet<String> names = new TreeSet<>(begun.options.keySet());
    names.addAll(options.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String before = text(then.get(name));
      String asked = text(now.get(name));
      if (!before.equals(asked)) {
        differences.add("%s %s then, %s now".formatted(name, before, asked));
      }
    }
    return differences;
  }

  /** By way of the text, so that a number is the same whatever type it had. */
  private static JsonNode tree(RunIdentity identity) throws IOException {
    return JSON.readTree(JSON.writeValueAsString(identity.options));
  }

  private static String text(@Nullable JsonNode value) {
    // Runs of before wrote the word null for what was not said.
    if (value == null || value.isNull() || value.asText().equals("null")) {
      return "nothing";
    }
    return value.isTextual() ? value.textValue() : value.toString();
  }
}
