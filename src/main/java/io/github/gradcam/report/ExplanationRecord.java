package io.github.gradcam.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code explanations.jsonl}; what is null is left out. Paths are relative to the
 * folder of that file, with forward slashes; {@link #path} makes them.
 *
 * @param image path of the input
 * @param width columns of the image after its EXIF orientation is applied, pixels
 * @param height rows of the image after its EXIF orientation is applied, pixels
 * @param method how it was explained
 * @param layer layer that was looked at
 * @param target class that was explained
 * @param versus class that the evidence for the target is weighed against
 * @param predictions the likely classes, most likely first
 * @param label the class that the image is said to have, where that is known
 * @param overlay path of the image
 * @param heatmap path of the {@code .npy} map, float32, network input size
 * @param files paths of further files by their kind: raw, against, mask, contours, sheet, overlay
 * @param measures further numbers by their name, such as completenessGap
 * @param diagnosis {@value #OK}, or why the map says little or the image is in doubt: a code, a
 *     colon and a sentence
 * @param error why there is no explanation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExplanationRecord(
    String image,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable String method,
    @Nullable String layer,
    @Nullable ClassProbability target,
    @Nullable ClassProbability versus,
    @Nullable List<ClassProbability> predictions,
    @Nullable String label,
    @Nullable String overlay,
    @Nullable String heatmap,
    @Nullable Map<String, String> files,
    @Nullable Map<String, Double> measures,
    @Nullable String diagnosis,
    @Nullable String error) {

  /** The diagnosis of a map that can be read. */
  public static final String OK = "ok";

  /** The code of an image that may be wrong, whatever its map says. */
  private static final String DOUBTFUL_IMAGE = "doubtful-picture: ";

  /**
   * Copies lists and maps; what is empty becomes null, and measures that are not finite, for which
   * JSON has no word, are left out.
   */
  public ExplanationRecord {
    predictions = predictions == null ? null : List.copyOf(predictions);
    files = some(files, path -> true);
    measures = some(measures, Double::isFinite);
  }

  /**
   * The record of an input that could not be explained.
   *
   * @param image path of the input
   * @param error what was expected and what was found
   * @return a record with these two fields
   */
  public static ExplanationRecord failed(String image, String error) {
    return new ExplanationRecord(
        image, null, null, null, null, null, null, null, null, null, null, null, null, null, error);
  }

  /**
   * What stands as the diagnosis: a doubt about the image goes before what the map says.
   *
   * @param doubt why the image may be wrong; null where nothing says so
   * @param ofMap the diagnosis of the map
   * @return a code, a colon and the doubt, or that of the map
   */
  public static String diagnosis(@Nullable String doubt, String ofMap) {
    return doubt == null ? ofMap : DOUBTFUL_IMAGE + doubt;
  }

  /**
   * A file as records name it.
   *
   * @param folder output folder, where {@code explanations.jsonl} lies
   * @param file any file
   * @return the way from the folder to the file, with forward slashes; the absolute path where no
   *     such way exists, as between two drives
   */
  public static String path(Path folder, Path file) {
    Path from = folder.toAbsolutePath().normalize();
    Path to = file.toAbsolutePath().normalize();
    if (!from.getRoot().equals(to.getRoot())) {
      return to.toString().replace(to.getFileSystem().getSeparator(), "/");
    }
    return StreamSupport.stream(from.relativize(to).spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }

  private static <V> @Nullable Map<String, V> some(
      @Nullable Map<String, V> values, Predicate<V> wanted) {
    if (values == null) {
      return null;
    }
    Map<String, V> kept = new LinkedHashMap<>(values);
    kept.values().removeIf(wanted.negate());
    return kept.isEmpty() ? null : Collections.unmodifiableMap(kept);
  }
}
