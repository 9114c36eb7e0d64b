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
import java.util.Set;
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

  private static final String MARK = "study.txt";
  private static final String RESULTS = "pictures.jsonl";

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
   * @param costly names of the methods that these lack
   * @param size how many images get what
   * @param costs of an image
   * @param seconds after which no image is begun; the first is measured in any case
   */
  record Studies(
      FaithfulnessStudy all,
      FaithfulnessStudy cheap,
      Set<String> costly,
      StudySize size,
      StudySize.Costs costs,
      double seconds) {

    FaithfulnessStudy of(int photo) {
      return size.isCostly(photo) ? all : cheap;
    }

    /** Whether a result of before is all that is asked for; beyond the size it is anyway. */
    boolean isEnough(int photo, @Nullable TrialResult earlier) {
      Set<String> needed = size.isCostly(photo) ? costly : Set.of();
      boolean done = earlier != null && earlier.isComplete(needed, size.isChecked(photo));
      return done || photo >= size.photos();
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

  /**
   * Measures what is not measured yet; an image that cannot be read is named and left out.
   *
   * @param studies with how many of the images are to be measured
   * @param classifier to be asked for its classes
   * @param photos all that were drawn; what was measured of them before counts in any case
   * @param known where the evidence is, if it is known
   */
  Measured over(
      Studies studies, Classifier classifier, List<Path> photos, @Nullable EvidenceFolder known)
      throws IOException {
    long start = System.nanoTime();
    Map<String, TrialResult> earlier = earlier();
    long passes = passes(studies, photos, earlier);
    if (passes > 0) {
      findSure(classifier, photos);
    }
    List<TrialResult> results = new ArrayList<>();
    int failed = 0;
    int late = 0;
    progress = console.progress("Measuring", passes, "passes");
    try (JsonLines lines = JsonLines.append(output.resolve(RESULTS))) {
      for (int i = 0; i < photos.size(); i++) {
        Path photo = photos.get(i);
        TrialResult result = earlier.get(photo.toString());
        if (!studies.isEnough(i, result)) {
          if (!results.isEmpty() && (System.nanoTime() - start) / 1e9 > studies.seconds) {
            late++;
          } else {
            boolean checked = studies.size.isChecked(i);
            TrialResult measured =
                measure(studies.of(i), classifier.card().inputSize(), photo, checked, known);
            if (measured == null) {
              failed++;
            } else {
              lines.write(measured);
              result = measured;
            }
          }
          progress.say("%d of %d images".formatted(i + 1, studies.size.photos()));
        }
        if (result != null) {
          results.add(result);
        }
      }
    }
    return new Measured(results, failed, late);
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
      boolean enough = studies.isEnough(i, earlier.get(photos.get(i).toString()));
      passes += enough ? 0 : studies.size.passes(i, studies.costs);
    }
    return passes;
  }

  /**
   * Checks that a folder holds no other study.
   *
   * @param output the folder
   * @param settings of the study that is to be there
   * @throws IOException if it does
   */
  static void check(Path output, String settings) throws IOException {
    Path mark = output.resolve(MARK);
    boolean same = Files.exists(mark) && Files.readString(mark).equals(settings);
    if (Files.exists(output.resolve(RESULTS)) && !same) {
      throw new IOException(
          "Expected the same study in %s, found one with other settings; give another --output, or delete %s"
              .formatted(output, output.resolve(RESULTS)));
    }
  }

  /** The results of the same study; another one is left alone. */
  private Map<String, TrialResult> earlier() throws IOException {
    check(output, settings);
    Files.writeString(output.resolve(MARK), settings);
    Path file = output.resolve(RESULTS);
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
