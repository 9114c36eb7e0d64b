package io.github.gradcam.benchmark;

import io.github.gradcam.benchmark.parts.Figure;
import io.github.gradcam.benchmark.parts.FigureAnswers;
import io.github.gradcam.benchmark.parts.FigureClasses;
import io.github.gradcam.benchmark.parts.FigureClasses.Contrast;
import io.github.gradcam.benchmark.parts.FigureFolder;
import io.github.gradcam.benchmark.parts.FigureSheet;
import io.github.gradcam.benchmark.parts.Part;
import io.github.gradcam.benchmark.parts.PartEvidence;
import io.github.gradcam.benchmark.parts.PartScores;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.evaluate.statistics.Wilson;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.map.MapScaling;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.draw.Sheet;
import io.github.gradcam.image.draw.Tile;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Every method against figures whose parts are known: trains a network to tell them apart, unless
 * that was done, and prints a table of how well the maps name the parts that it uses.
 */
final class PartsBenchmark {

  private static final int SIDE = 96;
  private static final int CLASSES = 16;
  private static final int PER_CLASS = 200;
  private static final int EPOCHS = 5;

  /** Methods of more are costly. */
  private static final int MOST_PASSES = 500;

  /** Places a side of a map that knows nothing. */
  private static final int CELLS = 6;

  private final Console console;
  private final Path folder;
  private final long seed;
  private final int figures;
  private final int costly;
  private final FigureClasses classes;
  private final MapScaling scaling = new MapScaling(SIDE);
  private final Map<String, PartScores> scores = new LinkedHashMap<>();
  private final Random random;

  /**
   * Prepares it.
   *
   * @param root takes a folder of images and the network
   * @param seed of classes, figures and training
   * @param figures how many are explained, at least 8
   * @param costly how many of these by methods of more than {@value #MOST_PASSES} passes
   */
  PartsBenchmark(Console console, Path root, long seed, int figures, int costly) {
    this.console = console;
    this.folder =
        root.resolve("%d-%dpx-%dx%d-%d".formatted(seed, SIDE, CLASSES, PER_CLASS, EPOCHS));
    this.seed = seed;
    this.figures = figures;
    this.costly = costly;
    this.classes = FigureClasses.draw(CLASSES, seed);
    this.random = new Random(seed);
  }

  /** A figure with what the network says of it. */
  private record Asked(Figure figure, FigureAnswers answers) {}

  /** The class of a figure, and two others. */
  private record Three(List<Integer> wanted) implements ClassSelection {

    @Override
    public int first() {
      return wanted.get(0);
    }

    @Override
    public int count() {
      return wanted.size();
    }

    @Override
    public List<Integer> of(float[] probabilities) {
      return wanted;
    }
  }

  /** Trains, explains and prints. */
  void run() throws IOException, InterruptedException {
    Path model = folder.resolve("saved_model");
    if (!Files.exists(model)) {
      train(model);
    }
    try (Classifier classifier = new SavedModelFolder(model).load(Precision.FLOAT32)) {
      List<Asked> asked = recognised(classifier);
      explain(classifier, asked);
      console.result("");
      console.result("At %s; %s".formatted(layer(classifier), classifier.execution().text()));
      print();
    }
  }

  private static String layer(Classifier classifier) {
    return classifier.layer("auto").name();
  }

  private void train(Path model) throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    console.note("Draws %d figures".formatted(CLASSES * PER_CLASS));
    FigureFolder.write(data, classes, PER_CLASS, SIDE, seed * 1_000_000);
    KeptResults.gradcam(
        List.of(
                "train --data %s --output %s --model %s".formatted(data, folder, model),
                "--input-size %d --crop-size %d --epochs %d".formatted(SIDE, SIDE, EPOCHS),
                "--optimizer adam --learning-rate 0.002 --warm-up 1 --label-smoothing 0",
                "--average-decay 0.99 --min-crop 1 --rotation 0 --brightness 0 --contrast 0",
                "--no-flip --cutmix 0 --mixup 0 --resume --seed " + seed)
            .stream()
            .flatMap(words -> List.of(words.split(" ")).stream())
            .toArray(String[]::new));
  }

  /** Figures that the network has not seen, and takes for what they are. */
  private List<Asked> recognised(Classifier classifier) throws IOException {
    List<Asked> asked = new ArrayList<>();
    int shown = 0;
    int things = 0;
    for (; asked.size() < figures && shown < 4 * figures; shown++) {
      Figure figure = Figure.of(classes, shown % CLASSES, SIDE, -1 - shown - 1_000_000 * seed);
      FigureAnswers answers = FigureAnswers.of(figure, images -> logits(classifier, images));
      if (answers.predicted(0) == figure.classIndex()) {
        asked.add(new Asked(figure, answers));
        things += figure.things();
      }
    }
    if (asked.size() < figures) {
      throw new IllegalStateException(
          "Expected a network that knows its figures, found %d of %d recognised; delete %s to train anew"
              .formatted(asked.size(), shown, folder));
    }
    Interval accuracy = Wilson.share(asked.size(), shown);
    console.result(
        String.format(
            Locale.ROOT,
            "%d classes, seed %d; of %d whole figures the network takes %.3f [%.3f, %.3f] for what"
                + " they are; %.1f things lie about",
            CLASSES,
            seed,
            shown,
            accuracy.meanOr(Double.NaN),
            accuracy.low(),
            accuracy.high(),
            (double) things / asked.size()));
    groundTruth(asked);
    ImageFiles.write(
        FigureSheet.draw(asked.stream().map(Asked::figure).toList()),
        folder.resolve("figures.jpg"));
    return asked;
  }

  /** What removal says, without any map. */
  private void groundTruth(List<Asked> asked) {
    double[] falls = new double[Part.COUNT];
    double ofThings = 0;
    double things = 0;
    double irrelevant = 0;
    for (Asked each : asked) {
      double[] drops = each.answers().drops(each.figure().classIndex());
      for (int p = 0; p < falls.length; p++) {
        falls[p] += drops[p] / asked.size();
      }
      for (double drop : each.answers().thingDrops(each.figure().classIndex())) {
        ofThings += Math.abs(drop);
      }
      things += each.figure().things();
      irrelevant += Integer.bitCount(each.answers().irrelevantThings());
    }
    for (Part part : Part.values()) {
      line("  without %s the logit falls by %.2f", part, falls[part.number()]);
    }
    line(
        "  without one of the things it moves by %.2f; %.3f of them are irrelevant",
        ofThings / things, irrelevant / things);
  }

  /** With the classes in the order of the figures'. */
  private float[][] logits(Classifier classifier, List<RgbImage> images) {
    int[] index =
        classes.labels().stream().mapToInt(label -> classifier.labels().indexOf(label)).toArray();
    byte[] pixels = InputPixels.joined(images.stream().map(RgbImage::pixels).toList());
    float[][] logits = classifier.logits(pixels, images.size());
    return Arrays.stream(logits).map(one -> ordered(one, index)).toArray(float[][]::new);
  }

  private static float[] ordered(float[] logits, int[] index) {
    float[] ordered = new float[index.length];
    for (int c = 0; c < index.length; c++) {
      ordered[c] = logits[index[c]];
    }
    return ordered;
  }

  private void explain(Classifier classifier, List<Asked> asked) throws IOException {
    HeatmapLayer layer = classifier.layer("auto");
    List<ExplanationMethod> methods = new ArrayList<>(new Methods(MethodSettings.DEFAULT).all());
    methods.removeIf(method -> method.objection(classifier, layer).isPresent());
    methods.add(new InputTimesGradient());
    ExplanationPlan plan = ExplanationPlan.of(methods, List.of(layer));
    int first = Math.min(costly, asked.size());
    explain(classifier, plan, asked.subList(0, first));
    explain(classifier, plan.withoutCostly(MOST_PASSES), asked.subList(first, asked.size()));
  }

  private void explain(Classifier classifier, ExplanationPlan plan, List<Asked> asked)
      throws IOException {
    try (Explainer explainer = new Explainer(classifier, plan)) {
      for (int i = 0; i < asked.size(); i++) {
        Figure figure = asked.get(i).figure();
        Contrast contrast = classes.contrast(figure.classIndex()).orElseThrow();
        List<Integer> wanted = new ArrayList<>();
        for (int c : new int[] {figure.classIndex(), contrast.first(), contrast.second()}) {
          wanted.add(classifier.labels().indexOf(classes.label(c)));
        }
        List<Explanation> maps =
            explainer.explain(figure.image().pixels(), List.of(new Three(wanted))).get(0);
        if (scores.isEmpty()) {
          draw(figure, maps.subList(0, plan.methods().size()));
        }
        score(asked.get(i), contrast, plan.methods().size(), maps);
        console.note(
            "%d of %d figures by %d methods".formatted(i + 1, asked.size(), plan.methods().size()));
      }
    }
  }

  private void score(Asked asked, Contrast contrast, int methods, List<Explanation> maps) {
    Figure figure = asked.figure();
    FigureAnswers answers = asked.answers();
    for (int m = 0; m < methods; m++) {
      String name = maps.get(m).method();
      PartEvidence[] three = new PartEvidence[3];
      PartEvidence[] signed = new PartEvidence[3];
      for (int t = 0; t < three.length; t++) {
        SignedMap map = maps.get(t * methods + m).signed();
        three[t] = PartEvidence.of(scaling.resized(positive(map)), figure);
        signed[t] = PartEvidence.of(scaling.resized(map), figure);
      }
      add(name, answers, three);
      if (name.equals(new InputTimesGradient().name())) {
        add(name + ", signed sums", answers, signed);
      }
    }
    int[] targets = {figure.classIndex(), contrast.first(), contrast.second()};
    PartEvidence[] ideal = new PartEvidence[3];
    PartEvidence[] chance = new PartEvidence[3];
    for (int t = 0; t < targets.length; t++) {
      ideal[t] = PartEvidence.of(answers.truth(figure, targets[t]), figure);
      chance[t] = PartEvidence.of(scaling.resized(random()), figure);
    }
    add("*what leaving out says*", answers, ideal);
    add("*random map*", answers, chance);
  }

  private void add(String name, FigureAnswers answers, PartEvidence[] three) {
    scores
        .computeIfAbsent(name, any -> new PartScores(name, classes))
        .add(answers, three[0], three[1], three[2]);
  }

  private static SignedMap positive(SignedMap map) {
    float[] values = map.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
    return new SignedMap(map.height(), map.width(), values);
  }

  private SignedMap random() {
    float[] values = new float[CELLS * CELLS];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return new SignedMap(CELLS, CELLS, values);
  }

  private void draw(Figure figure, List<Explanation> maps) throws IOException {
    List<List<Tile>> tiles = new ArrayList<>();
    for (Explanation map : maps) {
      tiles.add(
          List.of(map.heatmap().diagnosis().blank() ? Tile.blank("blank") : Tile.of(map.heat())));
    }
    List<String> names = maps.stream().map(Explanation::method).toList();
    Sheet sheet =
        new Sheet(
            "A figure of class " + classes.label(figure.classIndex()),
            maps.get(0).layer(),
            names,
            List.of("map"),
            tiles);
    ImageFiles.write(
        sheet.draw(figure.image(), new Overlay(Colormap.TURBO, 0.5)), folder.resolve("maps.jpg"));
  }

  private void print() {
    line(
        "| method | completeness | synthetic data | preservation | deletion | distractibility |"
            + " correctness | contrastivity | mean |");
    line("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    scores.values().stream()
        .map(PartScores::line)
        .sorted(Comparator.comparingDouble(PartScores.Line::mean).reversed())
        .forEach(
            one ->
                line(
                    "| %s | %s | %.2f | %.2f | %.2f | %.2f | %s | %s | %.2f |",
                    one.name(),
                    text(one.completeness()),
                    one.syntheticData().meanOr(Double.NaN),
                    one.preservation().meanOr(Double.NaN),
                    one.deletion().meanOr(Double.NaN),
                    one.distractibility().meanOr(Double.NaN),
                    text(one.correctness()),
                    text(one.contrastivity()),
                    one.mean()));
  }

  private static String text(Interval interval) {
    return interval.low() == null
        ? "%.2f".formatted(interval.meanOr(Double.NaN))
        : String.format(
            Locale.ROOT,
            "%.2f [%.2f, %.2f]",
            interval.meanOr(Double.NaN),
            interval.low(),
            interval.high());
  }

  private void line(String format, Object... values) {
    console.result(String.format(Locale.ROOT, format, values));
  }
}
