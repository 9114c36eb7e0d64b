package io.github.gradcam.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code explanations.jsonl}; what is null is left out. Paths are relative to the
 * folder of that file, with forward slashes; {@link #path} makes them.
 *
 * @param image path of the input
 * @param width columns of the photo after its EXIF orientation is applied, pixels
 * @param height rows of the photo after its EXIF orientation is applied, pixels
 * @param method how it was explained
 * @param layer layer that was looked at
 * @param target class that was explained
 * @param predictions the likely classes, most likely first
 * @param overlay path of the picture
 * @param heatmap path of the {@code .npy} map, float32, network input size
 * @param diagnosis {@value #OK}, or why the map says little
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
    @Nullable List<ClassProbability> predictions,
    @Nullable String overlay,
    @Nullable String heatmap,
    @Nullable String diagnosis,
    @Nullable String error) {

  /** The diagnosis of a map that can be read. */
  public static final String OK = "ok";

  /**
   * The record of an input that could not be explained.
   *
   * @param image path of the input
   * @param error what was expected and what was found
   * @return a record with these two fields
   */
  public static ExplanationRecord failed(String image, String error) {
    return new ExplanationRecord(
        image, null, null, null, null, null, null, null, null, null, error);
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
}
