package io.github.gradcam.cli;

import io.github.gradcam.evaluate.Evidence;
import io.github.gradcam.evaluate.EvidenceFolder;
import io.github.gradcam.evaluate.FaithfulnessStudy;
import io.github.gradcam.evaluate.PictureResult;
import io.github.gradcam.image.ImageFiles;
import io.github.gradcam.image.ImageReadException;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.report.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes over the photos of a study. Each result reaches {@code pictures.jsonl} at once; the same
 * study, begun again after it was stopped, goes on from there.
 */
final class StudyRun implements LongConsumer, AutoCloseable {

  private final Console console;
  private final Path output;
  private final String settings;
  private @Nullable Progress progress;

  StudyRun(Console console, Path output, String settings) {
    this.console = console;
    this.output = output;
    this.settings = settings;
  }

  /**
   * A study of all methods, for the first photos, and one of those that cost little.
   *
   * @param all for the first photos
   * @param first how many
   * @param cheap for the others
   */
  record Studies(FaithfulnessStudy all, int first, FaithfulnessStudy cheap) {
    FaithfulnessStudy of(int photo) {
      return photo < first ? all : cheap;
    }
  }

  /** Passes were made. */
  @Override
  public void accept(long passes) {
    if (progress != null) {
      progress.step(passes);
    }
  }

  /** Measures what is not measured yet; a photo that cannot be read is named and left out. */
  List<PictureResult> over(
      Studies studies, int inputSize, List<Path> photos, int checks, @Nullable EvidenceFolder known)
      throws IOException {
    Map<String, PictureResult> earlier = earlier();
    List<PictureResult> results = new ArrayList<>();
    progress = console.progress("Measuring", passes(studies, photos, checks, earlier), "passes");
    try (JsonLines lines = JsonLines.append(output.resolve("pictures.jsonl"))) {
      for (int i = 0; i < photos.size(); i++) {
        Path photo = photos.get(i);
        PictureResult result = earlier.get(photo.toString());
        if (result == null) {
          result = measure(studies.of(i), inputSize, photo, i < checks, known);
        }
        if (result != null) {
          results.add(result);
          if (!earlier.containsKey(photo.toString())) {
            lines.write(result);
          }
        }
        progress.say("%d of %d photos".formatted(i + 1, photos.size()));
      }
    }
    return results;
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }

  private @Nullable PictureResult measure(
      FaithfulnessStudy study,
      int inputSize,
      Path photo,
      boolean checked,
      @Nullable EvidenceFolder known) {
    try {
      RgbImage picture = Resize.bilinear(ImageFiles.read(photo), inputSize, inputSize);
      Evidence evidence = known == null ? null : known.find(photo, inputSize, inputSize);
      return study.score(photo.toString(), picture, checked, evidence);
    } catch (ImageReadException | IllegalArgumentException e) {
      console.err().println("Failed: " + photo + ": " + e.getMessage());
      return null;
    }
  }

  private static long passes(
      Studies studies, List<Path> photos, int checks, Map<String, PictureResult> earlier) {
    long passes = 0;
    for (int i = 0; i < photos.size(); i++) {
      passes +=
          earlier.containsKey(photos.get(i).toString()) ? 0 : studies.of(i).passes(i < checks);
    }
    return passes;
  }

  /** The results of the same study; another one is left alone. */
  private Map<String, PictureResult> earlier() throws IOException {
    Path mark = output.resolve("study.txt");
    Path file = output.resolve("pictures.jsonl");
    if (Files.exists(mark) && Files.exists(file) && !Files.readString(mark).equals(settings)) {
      throw new IOException(
          "Expected the same study in %s, found one with other settings (%s); give another --output, or delete it"
              .formatted(output, mark));
    }
    Files.writeString(mark, settings);
    Map<String, PictureResult> earlier = new HashMap<>();
    if (Files.exists(file)) {
      JsonLines.read(file, PictureResult.class).forEach(one -> earlier.put(one.picture(), one));
    }
    if (!earlier.isEmpty()) {
      console.note("Going on after the %d photos measured before".formatted(earlier.size()));
    }
    return earlier;
  }
}
