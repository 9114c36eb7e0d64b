package io.github.gradcam.cli;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.evaluate.faithfulness.EvidenceFolder;
import io.github.gradcam.evaluate.faithfulness.FaithfulnessStudy;
import io.github.gradcam.evaluate.faithfulness.KnownEvidence;
import io.github.gradcam.evaluate.faithfulness.Mosaic;
import io.github.gradcam.evaluate.faithfulness.StudySize;
import io.github.gradcam.evaluate.faithfulness.SurePhotos;
import io.github.gradcam.evaluate.faithfulness.TrialResult;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.model.Classifier;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes over the images of a study. Each result reaches {@code pictures.jsonl} at once; the same
 * study, begun again after it was stopped, goes on from there.
 */
final class StudyRun implements LongConsumer, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StudyRun.class);

  private final Console console;
  private final Path output;
  private final String settings;
  private final long seed;
  private final SurePhotos sure = new SurePhotos();
  private @Nullable Progress progress;

  StudyRun(Console console, Path output, String settings, long seed) {
    this.console = console;
    this.output = output;
    this.settings = settings;
    this.seed = seed;
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
  Measured over(
      Studies studies, Classifier classifier, List<Path> photos, @Nullable EvidenceFolder known)
      throws IOException {
    long start = System.nanoTime();
    Map<String, TrialResult> earlier = earlier();
    if (photos.stream().anyMatch(photo -> !earlier.containsKey(photo.toString()))) {
      findSure(classifier, photos);
    }
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
          result = measure(studies.of(i), classifier.card().inputSize(), photo, checked, known);
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
      RgbImage picture = ImageFiles.read(photo);
      KnownEvidence evidence = known == null ? null : known.find(photo, inputSize, inputSize);
      return study.score(
          photo.toString(),
          Resize.bilinear(picture, inputSize, inputSize),
          checked,
          evidence,
          mosaic(photo, picture, inputSize));
    } catch (ImageReadException | IllegalArgumentException e) {
      console.err().println("Failed: " + photo + ": " + FailureWords.of(e));
      return null;
    }
  }

  /** Asks the network for the classes of all photos; those that cannot be read are said later. */
  private void findSure(Classifier classifier, List<Path> photos) {
    int size = classifier.card().inputSize();
    try (Progress classified =
        console.progress("Classifying for mosaics", photos.size(), "images")) {
      for (Path photo : photos) {
        try {
          byte[] pixels = Resize.bilinear(ImageFiles.read(photo), size, size).pixels();
          sure.add(photo, classifier.probabilities(pixels, 1)[0]);
        } catch (ImageReadException e) {
          LOG.debug("Not in a mosaic", e);
        }
        classified.step(1);
      }
    }
  }

  /** The photo among three that the network is as sure of; null where there are none. */
  private @Nullable Mosaic mosaic(Path photo, RgbImage picture, int inputSize)
      throws ImageReadException {
    SurePhotos.Partners partners = sure.partners(photo, seed);
    if (partners == null) {
      return null;
    }
    List<RgbImage> others = new ArrayList<>();
    for (Path other : partners.others()) {
      others.add(ImageFiles.read(other));
    }
    return Mosaic.of(picture, others, partners.place(), inputSize);
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
