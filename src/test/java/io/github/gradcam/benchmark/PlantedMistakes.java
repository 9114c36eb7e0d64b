package io.github.gradcam.benchmark;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.evaluate.labels.DuplicateCluster;
import io.github.gradcam.evaluate.labels.Duplicates;
import io.github.gradcam.evaluate.labels.GreyThumbnail;
import io.github.gradcam.evaluate.labels.LabelCheck;
import io.github.gradcam.evaluate.labels.LabelPruning;
import io.github.gradcam.evaluate.labels.LabelSuspect;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.report.results.ImageRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Swaps 2 % of the labels of a scored test set, and copies its images at other sizes and JPEG
 * qualities: how many of them are found?
 */
final class PlantedMistakes {

  private static final double SWAPPED = 0.02;
  private static final double[] SIZES = {0.5, 0.75, 1, 1.5, 2};
  private static final int[] QUALITIES = {30, 50, 70, 95};

  private final Console console;

  PlantedMistakes(Console console) {
    this.console = console;
  }

  /**
   * Tells what is found.
   *
   * @param model a folder that {@code train} wrote
   * @param images with one folder a class
   * @param batch takes the model's results
   * @param runs how often labels are swapped, and images copied
   */
  void run(Path model, Path images, Path batch, int runs) throws Exception {
    try (KeptResults results = KeptResults.of(model, images, batch)) {
      labels(results, runs);
      copies(results.rows(), runs);
    }
  }

  private void labels(KeptResults results, int runs) {
    List<ImageRow> rows = results.rows();
    int classes = results.labels().size();
    float[] probabilities = new float[rows.size() * classes];
    int[] given = new int[rows.size()];
    for (int image = 0; image < given.length; image++) {
      Map<String, Float> own = Objects.requireNonNull(rows.get(image).probabilities());
      for (int label = 0; label < classes; label++) {
        probabilities[image * classes + label] = own.get(results.labels().get(label));
      }
      given[image] = results.labels().indexOf(rows.get(image).label());
    }
    List<LabelSuspect> before = suspects(probabilities, classes, given);
    line("labels: %d images, %d suspected as they are", given.length, before.size());
    int swapped = (int) Math.round(SWAPPED * given.length);
    double[] sums = new double[5];
    for (int run = 1; run <= runs; run++) {
      Random random = new Random(run);
      int[] changed = given.clone();
      BitSet wrong = new BitSet();
      while (wrong.cardinality() < swapped) {
        int image = random.nextInt(given.length);
        if (!wrong.get(image)) {
          wrong.set(image);
          changed[image] = (given[image] + 1 + random.nextInt(classes - 1)) % classes;
        }
      }
      List<LabelSuspect> found = suspects(probabilities, classes, changed);
      double first = hits(found.subList(0, Math.min(swapped, found.size())), wrong);
      double all = hits(found, wrong);
      long known = before.stream().filter(each -> !wrong.get(each.image())).count();
      sums[0] += first / swapped / runs;
      sums[1] += all / swapped / runs;
      sums[2] += all / found.size() / runs;
      sums[3] += (double) found.size() / runs;
      sums[4] += (double) known / runs;
    }
    line(
        "  %d swapped, means of %d runs: the first %d of the list hold %.2f of them (precision and recall); all %.1f of the list %.2f, precision %.2f; %.1f suspected without the swaps",
        swapped, runs, swapped, sums[0], sums[3], sums[1], sums[2], sums[4]);
  }

  private static List<LabelSuspect> suspects(float[] probabilities, int classes, int[] given) {
    return LabelCheck.of(probabilities, classes, given, LabelPruning.BOTH).suspects();
  }

  private static long hits(List<LabelSuspect> suspects, BitSet wrong) {
    return suspects.stream().filter(each -> wrong.get(each.image())).count();
  }

  private void copies(List<ImageRow> rows, int runs) throws ImageReadException {
    List<RgbImage> images = new ArrayList<>();
    List<GreyThumbnail> own = new ArrayList<>();
    for (ImageRow row : rows) {
      RgbImage image = ImageFiles.read(Path.of(row.path()));
      images.add(image);
      own.add(GreyThumbnail.of(image));
    }
    List<DuplicateCluster> before = clusters(own);
    line("copies: %d sets among the %d images themselves", before.size(), rows.size());
    for (DuplicateCluster cluster : before) {
      line("  %s", cluster.images().stream().map(image -> rows.get(image).path()).toList());
    }
    int[] found = new int[SIZES.length];
    int[] copied = new int[SIZES.length];
    int[] wrongly = new int[runs];
    for (int run = 1; run <= runs; run++) {
      Random random = new Random(run);
      List<GreyThumbnail> all = new ArrayList<>(own);
      int[] sizes = new int[images.size()];
      for (int image = 0; image < sizes.length; image++) {
        sizes[image] = random.nextInt(SIZES.length);
        int quality = QUALITIES[random.nextInt(QUALITIES.length)];
        all.add(GreyThumbnail.of(copy(images.get(image), SIZES[sizes[image]], quality)));
      }
      int[] set = new int[all.size()];
      Arrays.fill(set, -1);
      List<DuplicateCluster> clusters = clusters(all);
      for (int cluster = 0; cluster < clusters.size(); cluster++) {
        for (int image : clusters.get(cluster).images()) {
          set[image] = cluster;
        }
        long scenes =
            clusters.get(cluster).images().stream().map(i -> i % sizes.length).distinct().count();
        wrongly[run - 1] += scenes > 1 ? 1 : 0;
      }
      for (int image = 0; image < sizes.length; image++) {
        copied[sizes[image]]++;
        boolean both = set[image] >= 0 && set[image] == set[sizes.length + image];
        found[sizes[image]] += both ? 1 : 0;
      }
    }
    for (int size = 0; size < SIZES.length; size++) {
      line("  at %.2f of the size: %d of %d found", SIZES[size], found[size], copied[size]);
    }
    line(
        "  all: %d of %d; sets of more than one scene, run by run: %s",
        IntStream.of(found).sum(), IntStream.of(copied).sum(), Arrays.toString(wrongly));
  }

  private static RgbImage copy(RgbImage image, double size, int quality) throws ImageReadException {
    int width = Math.max(1, (int) Math.round(size * image.width()));
    int height = Math.max(1, (int) Math.round(size * image.height()));
    byte[] jpeg = ImageFiles.encodeJpeg(Resize.bilinear(image, width, height), quality);
    return ImageFiles.decode(jpeg, "copy.jpg");
  }

  private static List<DuplicateCluster> clusters(List<GreyThumbnail> images) {
    int[] labels = new int[images.size()];
    List<String> splits = Collections.nCopies(labels.length, "");
    return Duplicates.find(labels, splits, image -> Optional.of(images.get(image)));
  }

  private void line(String format, Object... values) {
    console.result(String.format(Locale.ROOT, format, values));
  }
}
