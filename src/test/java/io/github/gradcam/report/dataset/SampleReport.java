package io.github.gradcam.report.dataset;

import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A report whose answers, maps and groups are made up, over images that are made up or read: for
 * looking at the page, and for measuring it.
 *
 * <p>Each class has {@link #CLUSTERS} groups, of which the first of class 2 is called a shortcut.
 */
public final class SampleReport {

  /** Groups of each class. */
  static final int CLUSTERS = 3;

  /** The classes. */
  static final List<String> LABELS =
      List.of("buildings", "forest", "glacier", "mountain", "sea", "street");

  private static final int SHORTCUT_CLASS = 2;
  private static final int DIFFERENT_SCENES = 256;
  private static final int SIDE = EvidenceMap.SIDE;
  private static final List<String> WORDS =
      List.of("heat at the lower border", "one spot at the right", "everywhere");

  private final Random random = new Random(18);
  private final List<Source> sources;
  private final List<ReportImage> images = new ArrayList<>();
  private final List<Integer> clusters = new ArrayList<>();
  private final List<ImageCrop> crops = new ArrayList<>();

  private SampleReport(List<Source> sources) {
    this.sources = sources;
  }

  /** An image, and the class that it is said to have. */
  private record Source(String path, int label, Supplier<RgbImage> content) {}

  /** Writes one over a folder with a folder of images a class: FOLDER OUT. */
  public static void main(String[] arguments) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (int label = 0; label < LABELS.size(); label++) {
      int index = label;
      try (Stream<Path> files = Files.list(Path.of(arguments[0], LABELS.get(label)))) {
        files.sorted().map(file -> source(file, index)).forEach(sources::add);
      }
    }
    write(Path.of(arguments[1]), sources);
  }

  private static Source source(Path file, int label) {
    Path absolute = file.toAbsolutePath().normalize();
    return new Source(absolute.toString(), label, () -> read(absolute));
  }

  private static RgbImage read(Path file) {
    try {
      return ImageFiles.read(file);
    } catch (ImageReadException e) {
      throw new IllegalStateException("Expected an image, found " + file, e);
    }
  }

  /** Writes one over so many images that are made up. */
  public static DataSetReport write(Path folder, int count) throws IOException {
    return write(
        folder,
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Source(
                        "/data/scenes/%s/%05d.jpg".formatted(LABELS.get(i % LABELS.size()), i),
                        i % LABELS.size(),
                        () -> scene(i % DIFFERENT_SCENES)))
            .toList());
  }

  private static DataSetReport write(Path folder, List<Source> sources) throws IOException {
    try (ReportFolder out = ReportFolder.open(folder)) {
      DataSetReport report = new SampleReport(sources).report(out);
      out.write(report);
      return report;
    }
  }

  /** Noise of several sizes, as in scenes: it takes about as many bytes. */
  static RgbImage scene(int seed) {
    int side = 96;
    Random noise = new Random(seed);
    float[] values = new float[side * side * RgbImage.CHANNELS];
    for (int step = 48; step >= 1; step /= 2) {
      int cells = side / step + 2;
      float strength = step == 1 ? 14 : 60f * step / 48 + 8;
      float[] grid = new float[cells * cells * RgbImage.CHANNELS];
      for (int i = 0; i < grid.length; i++) {
        grid[i] = (float) noise.nextGaussian() * strength;
      }
      for (int y = 0, at = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          int cell = (y / step * cells + x / step) * RgbImage.CHANNELS;
          for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
            // Mostly grey, as scenes are.
            values[at++] += 0.75f * grid[cell] + 0.25f * grid[cell + channel];
          }
        }
      }
    }
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i] + 120)));
    }
    return new RgbImage(side, side, pixels);
  }

  private DataSetReport report(ReportFolder out) throws IOException {
    for (int i = 0; i < sources.size(); i++) {
      add(i, out);
    }
    List<ReportGroup> groups = groups(out);
    long errors = images.stream().filter(ReportImage::wrong).count();
    double accuracy = 1 - (double) errors / images.size();
    List<SuspectedLabel> suspects = suspects();
    ReportGroup shortcut =
        groups.stream().filter(ReportGroup::shortcut).findFirst().orElse(groups.get(0));
    return new DataSetReport(
        new ReportHead(
            "Scenes, test",
            "ResNet-18, made up",
            "gradcam",
            "add_7",
            "29 November 2026",
            List.of("Answers, maps and groups of this report are made up, to look at the page.")),
        sentences(accuracy, errors, shortcut, suspects.size()),
        new ReportScores(
            images.size(), images.size(), errors, 3, about(accuracy, 0.015), 0.031, calibration()),
        LABELS,
        images,
        groups,
        confusion(),
        List.of(new ConfusedPair(3, SHORTCUT_CLASS, compared(3), List.of(shortcut.id()))),
        suspects,
        duplicates(),
        concepts(shortcut.id()));
  }

  private void add(int i, ReportFolder out) throws IOException {
    Source source = sources.get(i);
    boolean wrong = random.nextDouble() < 0.1;
    int answer = wrong ? otherThan(source.label()) : source.label();
    int cluster = answer == SHORTCUT_CLASS && wrong ? 0 : random.nextInt(CLUSTERS);
    double angle = 2 * Math.PI * (answer * CLUSTERS + cluster) / (LABELS.size() * CLUSTERS);
    double far = 3 + 1.5 * cluster;
    float probability =
        (float)
            Math.min(0.9999, Math.max(0.25, (wrong ? 0.75 : 0.94) + 0.16 * random.nextGaussian()));
    EvidenceMap map = map(cluster, 0.6);
    ThumbnailCell cell = out.thumbnail(source.content().get());
    images.add(
        new ReportImage(
            source.path(),
            source.label(),
            answer,
            probability,
            random.nextInt(40) == 0 ? "class-blind: The map hardly changes with the class." : "ok",
            (float) (Math.cos(angle) * far + 0.6 * random.nextGaussian()),
            (float) (Math.sin(angle) * far + 0.6 * random.nextGaussian()),
            new HeatFigures(
                random.nextFloat() * 4,
                0.3f,
                cluster == 1 ? 0.8f : 0.5f,
                cluster == 0 ? 0.9f : 0.5f,
                cluster == 0 ? 0.7f : 0.2f),
            map,
            cell,
            i % 5 == 0 ? "validation" : "test"));
    clusters.add(cluster);
    if (i % 17 == 0) {
      crops.add(new ImageCrop(i, cell));
    }
  }

  private int otherThan(int label) {
    int other = random.nextInt(10) < 5 ? SHORTCUT_CLASS : random.nextInt(LABELS.size());
    return other == label ? (label + 1) % LABELS.size() : other;
  }

  private static List<ReportSentence> sentences(
      double accuracy, long errors, ReportGroup shortcut, int suspects) {
    return List.of(
        new ReportSentence(
            String.format(Locale.ROOT, "%.1f %% of the answers are right.", 100 * accuracy),
            EvidenceLink.to(EvidenceLink.Section.SCORES)),
        new ReportSentence(
            "Most errors are answers of glacier: half of all.",
            EvidenceLink.to(EvidenceLink.Section.MISTAKES)),
        new ReportSentence(
            "The largest shared cause is a mark at the lower border: covering it turns 81 % of %d wrong answers."
                .replace("% of %d", "%% of %d")
                .formatted(shortcut.size()),
            EvidenceLink.toGroup(shortcut.id())),
        new ReportSentence(
            "Look at the %d errors, most of which are mountains.".formatted(errors),
            EvidenceLink.toErrors()),
        new ReportSentence(
            "Mountain is taken for glacier more often than anything else.",
            EvidenceLink.toCell(3, SHORTCUT_CLASS)),
        new ReportSentence(
            "Relabel these %d images, or take them out.".formatted(suspects),
            EvidenceLink.toFlag(ImageFlag.SUSPECTED_LABEL)));
  }

  private static List<ReportScores.Bin> calibration() {
    return IntStream.range(3, 10)
        .mapToObj(i -> new ReportScores.Bin(20L << (i - 3), i / 10.0 + 0.05, i / 10.5))
        .toList();
  }

  private long[][] confusion() {
    long[][] counts = new long[LABELS.size()][LABELS.size()];
    images.forEach(image -> counts[image.label()][image.answer()]++);
    return counts;
  }

  private List<SuspectedLabel> suspects() {
    return places(image -> image.wrong() && image.probability() > 0.9f)
        .mapToObj(
            i -> new SuspectedLabel(i, images.get(i).answer(), images.get(i).probability(), 0.03))
        .limit(37)
        .toList();
  }

  private List<DuplicateSet> duplicates() {
    return IntStream.iterate(0, i -> i + 111)
        .limit(6)
        .filter(i -> i + 6 < images.size())
        .mapToObj(i -> new DuplicateSet(new int[] {i, i + 6}, i == 222, i % 5 == 0))
        .toList();
  }

  private List<ClassConcepts> concepts(String group) {
    return IntStream.of(SHORTCUT_CLASS, 4)
        .mapToObj(
            label ->
                new ClassConcepts(
                    label,
                    48,
                    IntStream.range(0, 4)
                        .mapToObj(
                            part ->
                                new ClassConcepts.Part(
                                    "part " + (part + 1),
                                    new Estimate(6.5 / (part + 1), 5.5 / (part + 1), 7.1),
                                    about(0.5 / (part + 1), 0.05),
                                    some(crops, 6),
                                    part == 0 && label == SHORTCUT_CLASS ? group : null))
                        .toList()))
        .toList();
  }

  private List<ReportGroup> groups(ReportFolder out) throws IOException {
    List<ReportGroup> groups = new ArrayList<>();
    for (int answer = 0; answer < LABELS.size(); answer++) {
      for (int cluster = 0; cluster < CLUSTERS; cluster++) {
        int[] members = members(answer, cluster);
        if (members.length > 0) {
          ThumbnailCell mean = out.thumbnail(blurred(sources.get(members[0]).content().get()));
          groups.add(group(answer, cluster, members, mean));
        }
      }
    }
    return groups;
  }

  /** What stands for a mean image: grey, and without edges. */
  private static RgbImage blurred(RgbImage image) {
    return Resize.bilinear(Resize.bilinear(image, 4, 4), 96, 96);
  }

  private int[] members(int answer, int cluster) {
    return IntStream.range(0, images.size())
        .filter(i -> images.get(i).answer() == answer && clusters.get(i) == cluster)
        .toArray();
  }

  private ReportGroup group(int answer, int cluster, int[] members, ThumbnailCell mean) {
    boolean shortcut = answer == SHORTCUT_CLASS && cluster == 0;
    long wrong = IntStream.of(members).filter(i -> images.get(i).wrong()).count();
    float[] distances = new float[members.length];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = (float) i / distances.length;
    }
    int[] backwards =
        IntStream.range(0, Math.min(6, members.length))
            .map(i -> members[members.length - 1 - i])
            .toArray();
    return new ReportGroup(
        LABELS.get(answer) + "-" + (cluster + 1),
        WORDS.get(cluster),
        GroupScope.answered(answer),
        members.length,
        about((double) wrong / members.length, 0.04),
        mistaken(members),
        0.93 - 0.1 * cluster,
        map(cluster, 0.05),
        mean,
        IntStream.of(members).limit(12).toArray(),
        backwards,
        members,
        distances,
        List.of(
            new ChannelEvidence(137, 0.21, some(crops, 6)),
            new ChannelEvidence(8, 0.12, some(crops, 6))),
        shortcut ? held() : cluster == 0 ? failed() : List.of());
  }

  private List<ReportGroup.Share> mistaken(int[] members) {
    return IntStream.range(0, LABELS.size())
        .mapToObj(
            label ->
                new ReportGroup.Share(
                    label,
                    IntStream.of(members)
                        .filter(i -> images.get(i).wrong() && images.get(i).label() == label)
                        .count()))
        .filter(share -> share.count() > 0)
        .sorted(Comparator.comparingLong(ReportGroup.Share::count).reversed())
        .toList();
  }

  private static List<TestedCause> held() {
    return List.of(
        new TestedCause(
            TestedCause.Kind.COVER,
            "The mark at the lower border makes the answer.",
            "of the wrong answers become right",
            new Estimate(0.81, 0.72, 0.89),
            new Estimate(0.06, 0.02, 0.11),
            0.0004,
            TestedCause.Verdict.SHORTCUT,
            "The region lies outside what ordinary images of glacier use."),
        new TestedCause(
            TestedCause.Kind.TRANSPLANT,
            "The mark turns other classes into glacier.",
            "of the answers become glacier",
            new Estimate(0.64, 0.55, 0.72),
            new Estimate(0.03, 0.01, 0.06),
            0.0004,
            TestedCause.Verdict.SHORTCUT,
            ""));
  }

  private static List<TestedCause> failed() {
    return List.of(
        new TestedCause(
            TestedCause.Kind.COVER,
            "What lies at the lower border makes the answer.",
            "of the wrong answers become right",
            new Estimate(0.09, 0.03, 0.16),
            new Estimate(0.07, 0.02, 0.13),
            0.41,
            TestedCause.Verdict.DID_NOT_HOLD,
            "The effect is within chance."),
        new TestedCause(
            TestedCause.Kind.GLOBAL,
            "A colour cast makes the answer.",
            "",
            null,
            null,
            Double.NaN,
            TestedCause.Verdict.NOT_TRIED,
            "The colours of the group are those of its class."));
  }

  private static Estimate about(double value, double half) {
    return new Estimate(value, Math.max(0, value - half), Math.min(1, value + half));
  }

  private <T> List<T> some(List<T> all, int count) {
    return random.ints(Math.min(count, all.size()), 0, all.size()).mapToObj(all::get).toList();
  }

  private IntStream places(Predicate<ReportImage> what) {
    return IntStream.range(0, images.size()).filter(i -> what.test(images.get(i)));
  }

  /** A spot where the cluster has it, moved about by chance. */
  private EvidenceMap map(int cluster, double spread) {
    double x = (cluster == 1 ? 12 : 7.5) + 2 * spread * random.nextGaussian();
    double y = (cluster == 0 ? 14 : 7.5) + 2 * spread * random.nextGaussian();
    double wide = cluster == 2 ? 7 : 2.2 + spread * random.nextDouble();
    byte[] values = new byte[EvidenceMap.LENGTH];
    for (int i = 0; i < values.length; i++) {
      int row = i / SIDE;
      double far = Math.pow(i % SIDE - x, 2) + Math.pow(row - y, 2);
      values[i] = (byte) Math.round(255 * Math.exp(-far / (2 * wide * wide)));
    }
    return new EvidenceMap(values);
  }

  /** Some images of a cell with made-up maps. */
  private List<ConfusedPair.Compared> compared(int label) {
    return places(image -> image.label() == label && image.answer() == SHORTCUT_CLASS)
        .limit(4)
        .mapToObj(i -> new ConfusedPair.Compared(i, map(0, 0.1), map(1, 0.1), contrast()))
        .toList();
  }

  private static EvidenceMap contrast() {
    byte[] values = new byte[EvidenceMap.LENGTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (128 + 110 * Math.sin(i / 40.0));
    }
    return new EvidenceMap(values);
  }
}
