package io.github.gradcam.evaluate.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.evaluate.statistics.Wilson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What two models do with the same images. The components are the fields of {@code compare.json}.
 *
 * @param a the one model
 * @param b the other
 * @param method that made the maps
 * @param explained the class of each image that the maps of both models explain: {@code predicted}
 *     by A, the {@code label} of the image, or the name of one class
 * @param images that both models answered, at least 1
 * @param failed images that could not be read or answered, which count nowhere else
 * @param changed share of the images whose answer changed, with its 95 % interval
 * @param changes from which class to which, the most frequent first
 * @param accuracy of both, where classes are known
 * @param distance of the probabilities, 0..1, mean and 95 % interval
 * @param rankCorrelation of the maps, mean and 95 % interval over the images where a map tells
 *     places apart
 * @param hottestTenth intersection over union of the maps' hottest tenths, likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelComparison(
    ComparedModel a,
    ComparedModel b,
    String method,
    String explained,
    int images,
    int failed,
    Interval changed,
    List<AnswerChange> changes,
    @Nullable AccuracyChange accuracy,
    Interval distance,
    Interval rankCorrelation,
    Interval hottestTenth) {

  private static final long SEED = 1;

  private static final ObjectWriter JSON =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

  /**
   * Sums up answers.
   *
   * @param a the one model
   * @param b the other
   * @param method that made the maps
   * @param explained {@code predicted}, {@code label}, or the name of one class
   * @param answers one an image, at least one
   * @param failed how many images have none
   * @return the comparison
   * @throws IllegalArgumentException if there is no answer
   */
  public static ModelComparison of(
      ComparedModel a,
      ComparedModel b,
      String method,
      String explained,
      List<PairedAnswer> answers,
      int failed) {
    if (answers.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least 1 image to compare, found none that can be read (%d failed); check --data"
              .formatted(failed));
    }
    int changed = (int) answers.stream().filter(PairedAnswer::changed).count();
    return new ModelComparison(
        a,
        b,
        method,
        explained,
        answers.size(),
        failed,
        Wilson.share(changed, answers.size()),
        AnswerChange.of(answers),
        AccuracyChange.of(answers),
        mean(answers, PairedAnswer::distance),
        mean(answers, answer -> answer.overlap().rankCorrelation()),
        mean(answers, answer -> answer.overlap().hottestTenth()));
  }

  private static Interval mean(List<PairedAnswer> answers, ToDoubleFunction<PairedAnswer> value) {
    return Bootstrap.mean(answers.stream().mapToDouble(value).toArray(), SEED);
  }

  /**
   * Writes the components as one JSON object, UTF-8.
   *
   * @param file where to write, replacing it; its folder is made if it is missing
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    // not as bytes: that fails over half a character in a class's name
    Files.write(file, JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
  }
}
