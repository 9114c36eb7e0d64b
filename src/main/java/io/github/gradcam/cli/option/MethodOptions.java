package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.evaluate.faithfulness.Faithfulness;
import io.github.gradcam.evaluate.faithfulness.Recommendation;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.method.MethodChoice;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How and where to look. */
public final class MethodOptions {

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
      names = "--formula",
      description = "Whose formula, where paper and library differ: pytorch-grad-cam or paper")
  private String formula = "pytorch-grad-cam";

  /** What the option was called before. */
  @Parameter(names = "--norm", hidden = true)
  private @Nullable String norm;

  @Parameter(
      names = "--samples",
      description = "Random samples or steps of the methods that take some (default: their own)")
  private @Nullable Integer samples;

  @Parameter(names = "--seed", description = "Seed of what is random in a method")
  private long seed = 1;

  /** Begins with a method that is taken unless another is given. */
  public MethodOptions(String method) {
    this.method = method;
  }

  /** Validates the options, before the model is loaded. */
  public void check() {
    settings();
    score();
    if (!isBest()) {
      new Methods(settings()).named(method);
    }
  }

  public long seed() {
    return seed;
  }

  private TargetScore score() {
    return TargetScore.of(target);
  }

  public MethodSettings settings() {
    return new MethodSettings(
        Convention.of(norm == null ? formula : norm),
        samples == null ? 0 : positive(samples),
        seed);
  }

  private static int positive(int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("Expected --samples of 1 or more, found " + samples);
    }
    return samples;
  }

  /** The methods and layers asked for; of all methods those that the layers allow. */
  public MethodChoice choice(Console console, Classifier classifier, ModelOptions model)
      throws IOException {
    if (isBest()) {
      return best(console, classifier, model);
    }
    MethodChoice choice =
        MethodChoice.of(classifier, method, layer, settings(), score(), console::note);
    String why = layer.equals(AUTO) ? ", which auto picks" : "";
    console.note("Layers: %s%s".formatted(names(choice.layers()), why));
    choice.warnings(classifier).forEach(console.err()::println);
    return choice;
  }

  /**
   * The one method asked for, at one layer.
   *
   * @param classifier the network
   * @param other names the layer in place of {@code --layer}; null for that
   */
  public MethodChoice single(Console console, Classifier classifier, @Nullable String other) {
    if (isBest()) {
      throw new UsageException(
          "Expected the name of a --method for two models, found best, which is one model's");
    }
    String where = other == null ? layer : other;
    MethodChoice choice =
        MethodChoice.of(classifier, method, where, settings(), score(), console::note);
    int maps = choice.plan().maps();
    if (maps != 1) {
      throw new UsageException(
          "Expected one --method and one layer of each model, found %d maps an image"
              .formatted(maps));
    }
    choice.warnings(classifier).forEach(console.err()::println);
    return choice;
  }

  /** What decides how a map is made, besides method and layer, by name. */
  public Map<String, Object> identity() {
    MethodSettings settings = settings();
    Map<String, Object> identity = new TreeMap<>();
    identity.put("target", score().toString());
    identity.put("norm", settings.convention().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    identity.put("samples", settings.samples());
    identity.put("seed", settings.seed());
    return identity;
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
  private MethodChoice best(Console console, Classifier classifier, ModelOptions model)
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
    MethodChoice choice =
        MethodChoice.of(
            classifier,
            best.method(),
            own ? best.layer() : layer,
            same,
            TargetScore.of(String.valueOf(measured.settings().getOrDefault("target", target))),
            console::note);
    if (!best.layer().equals(Explanation.INPUT)) {
      choice.warnings(classifier).forEach(console.err()::println);
    }
    return choice;
  }

  /** Whether the method is the one that was recommended. */
  boolean isBest() {
    return method.equalsIgnoreCase(BEST);
  }
}
