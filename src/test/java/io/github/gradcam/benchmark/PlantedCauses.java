package io.github.gradcam.benchmark;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.evaluate.statistics.Wilson;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.report.dataset.DataSetReport;
import io.github.gradcam.report.dataset.GroupScope;
import io.github.gradcam.report.dataset.ReportGroup;
import io.github.gradcam.report.dataset.ReportImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Plants a mark in 30 % of the training images of one class, trains by transfer, and lets a report
 * look at a test set where the mark also stands on 30 % of the images of the other classes. It
 * tells whether the network uses the mark, whether groups hold the marked images, and whether they
 * are called shortcuts. What is done is not done again; {@code src/test/python/planted_spray.py}
 * groups the same evidence with scikit-learn.
 */
final class PlantedCauses {

  private static final double SHARE = 0.3;
  private static final String CLASS = "glacier";
  private static final String MARKED = "marked-";

  private final Console console;
  private final Path scenes;
  private final Path backbone;
  private final Path folder;
  private final long seed;
  private final int every;

  /**
   * Prepares it.
   *
   * @param scenes the Intel scenes in Kaggle's layout
   * @param backbone MobileNetV2 as a frozen graph
   * @param folder takes data sets, models and reports
   * @param seed of the marks, the training and the report
   * @param every one of so many training images is taken, and learned from so many times as often
   */
  PlantedCauses(Console console, Path scenes, Path backbone, Path folder, long seed, int every) {
    this.console = console;
    this.scenes = scenes;
    this.backbone = backbone;
    this.folder = folder;
    this.seed = seed;
    this.every = every;
  }

  /** Runs one mark, from the images to the report. */
  void run(PlantedMark mark) throws Exception {
    Path own = prepared(mark);
    try (KeptResults results = KeptResults.of(model(own), test(own), own.resolve("batch"))) {
      DataSetReport report = results.report(results.rows(), seed, own.resolve("report"));
      int target = results.labels().indexOf(CLASS);
      console.result(mark.key() + ", seed " + seed);
      uses(report, target);
      found(report, target);
      called(report, target);
      Files.writeString(own.resolve("groups.csv"), table(report));
    }
  }

  private static Path model(Path own) {
    return own.resolve("model/saved_model");
  }

  private static Path test(Path own) {
    return own.resolve("data/seg_test/seg_test");
  }

  /** Plants, trains and scores, unless that was done. */
  Path prepared(PlantedMark mark) throws Exception {
    Path own = folder.resolve(mark.key() + "-" + seed);
    if (!Files.exists(own.resolve("planted"))) {
      plant(mark, "seg_train", own.resolve("data/seg_train/seg_train"), false, every);
      plant(mark, "seg_test", test(own), true, 1);
      Files.writeString(own.resolve("planted"), mark.key());
    }
    if (!Files.exists(model(own))) {
      train(own);
    }
    KeptResults.score(model(own), test(own), own.resolve("batch"));
    return own;
  }

  private void train(Path own) throws IOException, InterruptedException {
    KeptResults.gradcam(
        "train",
        "--data",
        own.resolve("data").toString(),
        "--output",
        own.resolve("model").toString(),
        "--backbone",
        backbone.toString(),
        "--preprocess",
        "rgb:128,128,128,128,128,128",
        "--freeze-until",
        "MobilenetV2/expanded_conv_13",
        "--views",
        "1",
        "--fine-tune-epochs",
        String.valueOf(2 * every),
        "--seed",
        String.valueOf(seed));
  }

  private void plant(PlantedMark mark, String part, Path target, boolean everywhere, int step)
      throws IOException, ImageReadException {
    Path source = scenes.resolve(part).resolve(part);
    List<Path> files;
    try (Stream<Path> tree = Files.walk(source)) {
      files = tree.filter(ImageFiles::hasImageExtension).sorted().toList();
    }
    Random random = new Random(seed);
    for (int i = 0; i < files.size(); i += step) {
      Path file = files.get(i);
      String label = String.valueOf(file.getParent().getFileName());
      boolean wanted = everywhere || label.equals(CLASS);
      boolean marked = wanted && random.nextDouble() < SHARE && mark != PlantedMark.NONE;
      Path to = target.resolve(label).resolve((marked ? MARKED : "") + file.getFileName());
      Files.createDirectories(to.getParent());
      if (marked) {
        Files.write(to, ImageFiles.encodeJpeg(mark.on(ImageFiles.read(file), random), 92));
      } else {
        Files.copy(file, to);
      }
    }
  }

  private static boolean hasMark(ReportImage image) {
    return image.path().contains("/" + MARKED);
  }

  /** How often other classes are taken for the marked one, with the mark and without. */
  private void uses(DataSetReport report, int target) {
    List<ReportImage> others =
        report.images().stream().filter(image -> image.label() != target).toList();
    Interval with = taken(others.stream().filter(PlantedCauses::hasMark).toList(), target);
    Interval without = taken(others.stream().filter(image -> !hasMark(image)).toList(), target);
    line("  of other classes taken for %s: marked %s, others %s", CLASS, text(with), text(without));
    Double low = with.low();
    Double high = without.high();
    line("  the network uses the mark: %s", low != null && high != null && low > high);
  }

  private static Interval taken(List<ReportImage> images, int target) {
    return Wilson.share(
        (int) images.stream().filter(image -> image.answer() == target).count(), images.size());
  }

  private static String text(Interval share) {
    return String.format(
        Locale.ROOT,
        "%.1f %% of %d (%.1f to %.1f)",
        100 * share.meanOr(Double.NaN),
        share.pictures(),
        100 * (share.low() == null ? Double.NaN : share.low()),
        100 * (share.high() == null ? Double.NaN : share.high()));
  }

  /** The images of a collection that were picked, against the marked ones with the answer. */
  private record Match(int picked, int marked, int both) {

    static Match of(DataSetReport report, int target, IntPredicate picked) {
      List<ReportImage> images = report.images();
      int[] marked =
          IntStream.range(0, images.size())
              .filter(i -> images.get(i).answer() == target && hasMark(images.get(i)))
              .toArray();
      return new Match(
          (int) IntStream.range(0, images.size()).filter(picked).count(),
          marked.length,
          (int) IntStream.of(marked).filter(picked).count());
    }

    double precision() {
      return picked == 0 ? Double.NaN : (double) both / picked;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d images, precision %.2f, recall %.2f of %d",
          picked,
          precision(),
          marked == 0 ? Double.NaN : (double) both / marked,
          marked);
    }
  }

  private static List<ReportGroup> groups(DataSetReport report) {
    return report.groups().stream()
        .filter(group -> group.scope().kind() == GroupScope.Kind.ANSWER)
        .toList();
  }

  private static BitSet members(ReportGroup group) {
    BitSet members = new BitSet();
    IntStream.of(group.members()).forEach(members::set);
    return members;
  }

  /** The groups of the answer that are mostly marked, and what was tried of them. */
  private void found(DataSetReport report, int target) {
    List<ReportGroup> own =
        groups(report).stream().filter(group -> group.scope().answer() == target).toList();
    List<ReportGroup> mostly =
        own.stream()
            .filter(group -> Match.of(report, target, members(group)::get).precision() > 0.5)
            .toList();
    BitSet all = new BitSet();
    mostly.forEach(group -> all.or(members(group)));
    line(
        "  %d of %d groups of %s are mostly marked: %s",
        mostly.size(), own.size(), CLASS, Match.of(report, target, all::get));
    for (ReportGroup group : mostly) {
      line(
          "  %s, \"%s\": %s",
          group.id(), group.name(), Match.of(report, target, members(group)::get));
      group.causes().forEach(cause -> line("    %s", KeptResults.text(cause)));
    }
  }

  private void called(DataSetReport report, int target) {
    List<ReportGroup> shortcuts = new ArrayList<>(groups(report));
    shortcuts.removeIf(group -> !group.shortcut());
    BitSet all = new BitSet();
    shortcuts.forEach(group -> all.or(members(group)));
    line(
        "  called a shortcut: %s, %s; tried %d groups",
        shortcuts.stream().map(ReportGroup::id).toList(),
        Match.of(report, target, all::get),
        groups(report).stream().filter(group -> !group.causes().isEmpty()).count());
  }

  /** Each image with its group among those with its answer. */
  private static String table(DataSetReport report) {
    String[] groups = new String[report.images().size()];
    boolean[] shortcuts = new boolean[groups.length];
    for (ReportGroup group : groups(report)) {
      for (int member : group.members()) {
        groups[member] = group.id();
        shortcuts[member] = group.shortcut();
      }
    }
    StringBuilder table = new StringBuilder("path,marked,group,shortcut\n");
    for (int i = 0; i < groups.length; i++) {
      ReportImage image = report.images().get(i);
      table.append(
          "%s,%d,%s,%d%n"
              .formatted(
                  image.path(),
                  hasMark(image) ? 1 : 0,
                  groups[i] == null ? "" : groups[i],
                  shortcuts[i] ? 1 : 0));
    }
    return table.toString();
  }

  private void line(String format, Object... values) {
    console.result(String.format(Locale.ROOT, format, values));
  }
}
