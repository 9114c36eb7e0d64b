package io.github.gradcam.evaluate.faithfulness;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which explanation to believe for a model, and why. The components are the fields of {@code
 * faithfulness.json}.
 *
 * @param model where the model is
 * @param pictures how many images it was measured on
 * @param seed of everything that is drawn at random
 * @param settings what else is needed to repeat it, by name
 * @param candidates all methods and layers, the highest main score first
 * @param recommendation which of them to believe
 * @param agreement of the measures; null where too little can be compared
 */
public record Faithfulness(
    String model,
    int pictures,
    long seed,
    Map<String, Object> settings,
    List<CandidateScore> candidates,
    Recommendation recommendation,
    @Nullable MeasureAgreement agreement) {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Copies the lists. */
  public Faithfulness {
    settings = Map.copyOf(settings);
    candidates = List.copyOf(candidates);
    Objects.requireNonNull(recommendation, "recommendation");
  }

  /**
   * Sums up scores and recommends a candidate.
   *
   * @param model where the model is
   * @param table the scores
   * @param randomMethod name of the method with random weights
   * @param seed of the bootstrap
   * @param settings what else is needed to repeat it
   * @return the summary
   */
  public static Faithfulness of(
      String model,
      ScoreTable table,
      String randomMethod,
      long seed,
      Map<String, Object> settings) {
    List<CandidateScore> candidates = table.candidates(seed);
    Recommendation recommendation = Recommendation.of(table, candidates, randomMethod, seed);
    return new Faithfulness(
        model,
        table.pictures(),
        seed,
        settings,
        candidates,
        recommendation,
        MeasureAgreement.of(table, candidates, randomMethod, seed));
  }

  /**
   * Writes the components as one JSON object, UTF-8.
   *
   * @param file where to write, replacing it; its folder is made if it is missing
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
  }

  /**
   * Reads what was written.
   *
   * @param file as {@link #write} made it
   * @return the same summary
   * @throws IOException if there is no such file or it has another form
   */
  public static Faithfulness read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), Faithfulness.class);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "Expected a faithfulness report at %s, found nothing; run gradcam faithfulness first"
              .formatted(file),
          e);
    } catch (JacksonException e) {
      throw new IOException(
          "Expected a faithfulness report at %s, found: %s; run gradcam faithfulness again"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }
}
