package io.github.gradcam.cli;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.evaluate.faithfulness.EvidenceFolder;
import io.github.gradcam.evaluate.faithfulness.FaithfulnessStudy;
import io.github.gradcam.evaluate.faithfulness.KnownEvidence;
import io.github.gradcam.evaluate.faithfulness.StudySize;
import io.github.gradcam.evaluate.faithfulness.TrialResult;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
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
 * Goes over the images of a study. Each result reaches {@code pictures.jsonl} at once; the same
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
   * The two studies, and which image gets which.
   *
   * @param all methods
   * @param cheap methods alone
   * @param size how many images get what
   * @param costs of an image
   * @param seconds after which no image is begun; the first is measured in any case
   */
  record Studies(
      FaithfulnessStudy all,
      FaithfulnessStudy cheap,
      StudySize size,
      StudySize.Costs costs,
      double seconds) {

    FaithfulnessStudy of(int photo) {
      return size.isCostly(photo) ? all : cheap;
    }
  }

  /**
   * What was measured.
   *
   * @param results of images
   * @param failed images that could not be read
   * @param late images for which no time was left
   */
  record Measured(List<TrialResult> results, int failed, int late) {}

  /** Passes were made. */
  @Override
  public void accept(long passes) {
    if (progress != null) {
      progress.step(passes);
    }
  }

  /** Measures what is not measured yet; an image that cannot be read is named and left out. */
  Measured over(Studies studies, int inputSize, List<Path> photos, @Nullable EvidenceFolder known)
      throws IOException {
    long start = System.nanoTime();
    Map<String, TrialResult> earlier = earlier();
    List<TrialResult> results = new ArrayList<>();
    int late = 0;
    progress = console.progress("Measuring", passes(studies, photos, earlier), "passes");
    try (JsonLines lines = JsonLines.append(output.resolve("pictures.jsonl"))) {
      for (int i = 0; i < photos.size(); i++) {
        Path photo = photos.get(i);
        TrialResult result = earlier.get(photo.toString());
        if (result == null) {
          if (!results.isEmpty() && (System.nanoTime() - start) / 1e9 > studies.seconds) {
            late++;
            continue;
          }
          boolean checked = studies.size.isChecked(i);
          result = measure(studies.of(i), inputSize, photo, checked, known);
        }
        if (result != null) {
          results.add(result);
          if (!earlier.containsKey(photo.toString())) {
            lines.write(result);
          }
        }
        progress.say("%d of %d images".formatted(i + 1, photos.size()));
      }
    }
    return new Measured(results, photos.size() - results.size() - late, late);
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }

  private @Nullable TrialResult measure(
      FaithfulnessStudy study,
      int inputSize,
      Path photo,
      boolean checked,
      @Nullable EvidenceFolder known) {
    try {
      RgbImage picture = Resize.bilinear(ImageFiles.read(photo), inputSize, inputSize);
      KnownEvidence evidence = known == null ? null : known.find(photo, inputSize, inputSize);
      return study.score(photo.toString(), picture, checked, evidence);
    } catch (ImageReadException | IllegalArgumentException e) {
      console.err().println("Failed: " + photo + ": " + FailureWords.of(e));
      return null;
    }
  }

  private static long passes(Studies studies, List<Path> photos, Map<String, TrialResult> earlier) {
    long passes = 0;
    for (int i = 0; i < photos.size(); i++) {
      passes +=
          earlier.containsKey(photos.get(i).toString()) ? 0 : studies.size.passes(i, studies.costs);
    }
    return passes;
  }

  /** The results of the same study; another one is left alone. */
  private Map<String, TrialResult> earlier() throws IOException {
    Path mark = output.resolve("study.txt");
    Path file = output.resolve("pictures.jsonl");
    if (Files.exists(mark) && Files.exists(file) && !Files.readString(mark).equals(settings)) {
      throw new IOException(
          "Expected the same study in %s, found one with other settings (%s); give another --output, or delete it"
              .formatted(output, mark));
    }
    Files.writeString(mark, settings);
    Map<String, TrialResult> earlier = new HashMap<>();
    if (Files.exists(file)) {
      JsonLines.read(file, TrialResult.class).forEach(one -> earlier.put(one.picture(), one));
    }
    if (!earlier.isEmpty()) {
      console.note("Going on after the %d images measured before".formatted(earlier.size()));
    }
    return earlier;
  }
}
