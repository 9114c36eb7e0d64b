package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.evaluate.faithfulness.Faithfulness;
import io.github.gradcam.evaluate.faithfulness.Recommendation;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How and where to look. */
public final class MethodOptions {

  private static final String ALL = "all";
  private static final String AUTO = "auto";
  private static final String BEST = "best";

  @Parameter(
      names = "--layer",
      description =
          "Where to look: auto (the last activation of at least 4 x 4), stages, all, or names of `gradcam layers` "
              + "with commas between them; * stands for any text")
  private String layer = AUTO;

  @Parameter(
      names = "--method",
      description =
          "How: names of `gradcam methods` with commas between them, all, or best (what `gradcam "
              + "faithfulness` recommended for the model)")
  private String method;

  @Parameter(
      names = "--target",
      description =
          "What of the class is explained: its logit, or its probability, which also falls with what speaks for other classes")
  private String target = "logit";

  @Parameter(
      names = "--norm",
      description = "Where paper and library differ: pytorch-grad-cam or paper")
  private String norm = "pytorch-grad-cam";

  @Parameter(
      names = "--samples",
      description = "Random samples or steps of the methods that take some (default: their own)")
  private @Nullable Integer samples;

  @Parameter(names = "--seed", description = "Seed of what is random in a method")
  private long seed = 1;

  /**
   * What is taken of a plan: methods, the layers they look at, and what of a class they explain.
   */
  public record Choice(
      List<ExplanationMethod> methods, List<HeatmapLayer> layers, TargetScore score) {

    /** The plain evidence for a class. */
    public ExplanationPlan plan() {
      return ExplanationPlan.of(methods, layers).withScore(score);
    }
  }

  /** Begins with a method that is taken unless another is given. */
  public MethodOptions(String method) {
    this.method = method;
  }

  /** Refuses what cannot be meant, before the model is loaded. */
  public void check() {
    settings();
    score();
    if (!is(BEST)) {
      methods(method, settings());
    }
  }

  public long seed() {
    return seed;
  }

  private TargetScore score() {
    return TargetScore.of(target);
  }

  public MethodSettings settings() {
    return new MethodSettings(Convention.of(norm), samples == null ? 0 : positive(samples), seed);
  }

  private static int positive(int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("Expected --samples of 1 or more, found " + samples);
    }
    return samples;
  }

  /** The methods and layers asked for; of all methods those that the layers allow. */
  public Choice choice(Console console, Classifier classifier, ModelOptions model)
      throws IOException {
    if (is(BEST)) {
      return best(console, classifier, model);
    }
    List<HeatmapLayer> layers = classifier.layersNamed(layer);
    String why = layer.equals(AUTO) ? ", which auto picks" : "";
    console.note("Layers: %s%s".formatted(names(layers), why));
    warnOfCoarse(console, classifier, layers);
    List<ExplanationMethod> asked = methods(method, settings());
    return new Choice(
        is(ALL) ? meaningful(console, asked, classifier, layers) : asked, layers, score());
  }

  private static void warnOfCoarse(
      Console console, Classifier classifier, List<HeatmapLayer> layers) {
    layers.stream()
        .filter(HeatmapLayer::coarse)
        .forEach(where -> console.err().println(coarse(where, classifier)));
  }

  private static String coarse(HeatmapLayer layer, Classifier classifier) {
    List<HeatmapLayer> finer =
        classifier.layers().stream().filter(other -> other.spatial() && !other.coarse()).toList();
    String advice =
        finer.isEmpty()
            ? "; no layer of the model has more than 15"
            : "; a finer one: --layer " + finer.get(finer.size() - 1).name();
    return "Maps of %s have only %d x %d cells, which hardly tell places apart%s"
        .formatted(layer.name(), layer.height(), layer.width(), advice);
  }

  /** Where the recommendation for a model is kept. */
  public static Path recommendationFile(Path model) {
    return java.nio.file.Files.isRegularFile(model)
        ? model.resolveSibling(model.getFileName() + ".faithfulness.json")
        : model.resolve("assets.extra").resolve("faithfulness.json");
  }

  /** Names and sizes of layers, for people. */
  public static String names(List<HeatmapLayer> layers) {
    return layers.stream()
        .map(where -> "%s (%s)".formatted(where.name(), where.shape()))
        .collect(java.util.stream.Collectors.joining(", "));
  }

  /** As it was measured: with the same formulas, score, samples and seed, for the same weights. */
  private Choice best(Console console, Classifier classifier, ModelOptions model)
      throws IOException {
    Path file = recommendationFile(model.path());
    Faithfulness measured = Faithfulness.read(file);
    Recommendation best = measured.recommendation();
    if (!model.digest().equals(measured.settings().get("digest"))) {
      throw new IOException(
          "Expected a recommendation for %s, found one for other weights in %s; run gradcam faithfulness again"
              .formatted(model.path(), file));
    }
    if (best.method() == null || best.layer() == null) {
      throw new IOException(
          "Expected a recommendation in %s, found: %s Name a --method"
              .formatted(file, best.text()));
    }
    console.note(best.text());
    boolean own = layer.equals(AUTO) && !best.layer().equals(Explanation.INPUT);
    MethodSettings same =
        new MethodSettings(
            Convention.valueOf(String.valueOf(measured.settings().get("norm"))),
            ((Number) measured.settings().getOrDefault("samples", 0)).intValue(),
            measured.seed());
    List<HeatmapLayer> layers = classifier.layersNamed(own ? best.layer() : layer);
    if (!best.layer().equals(Explanation.INPUT)) {
      warnOfCoarse(console, classifier, layers);
    }
    return new Choice(
        methods(best.method(), same),
        layers,
        TargetScore.of(String.valueOf(measured.settings().getOrDefault("target", target))));
  }

  private static List<ExplanationMethod> methods(String names, MethodSettings settings) {
    return new Methods(settings).named(names);
  }

  private static List<ExplanationMethod> meaningful(
      Console console,
      List<ExplanationMethod> methods,
      Classifier classifier,
      List<HeatmapLayer> layers) {
    return methods.stream()
        .filter(
            each -> {
              Optional<String> objection =
                  layers.stream()
                      .flatMap(where -> each.objection(classifier, where).stream())
                      .findFirst();
              objection.ifPresent(reason -> console.note("Left out: " + reason));
              return objection.isEmpty();
            })
        .toList();
  }

  /** Whether the method is the one that was recommended. */
  boolean isBest() {
    return is(BEST);
  }

  private boolean is(String word) {
    return method.toLowerCase(Locale.ROOT).equals(word);
  }
}
