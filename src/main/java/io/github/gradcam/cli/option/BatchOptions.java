package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.batch.HeatmapKind;
import io.github.gradcam.batch.PipelineSettings;
import io.github.gradcam.batch.ScoringPlan;
import io.github.gradcam.batch.TargetChoice;
import io.github.gradcam.batch.input.ListColumns;
import io.github.gradcam.batch.spark.SparkJobSettings;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.method.MethodChoice;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.report.results.ResultsFormat;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is wanted of each image of a collection. */
public final class BatchOptions {

  private static final String EVIDENCE = "evidence";

  @Parameter(
      names = "--class",
      description =
          "Class to explain: predicted, label (what the image is said to be), a name or an index; a class in a list comes first")
  private String target = "predicted";

  @ParametersDelegate private final MethodOptions how = new MethodOptions("gradcam");

  @Parameter(
      names = "--heatmaps",
      description = "What to write of each heatmap besides its row: none, npy, png or overlay")
  private String heatmaps = "none";

  @ParametersDelegate private final ColourOptions colours = new ColourOptions();

  @Parameter(names = "--overlay-size", description = "Longest side of an overlay, pixels")
  private int overlaySize = 1024;

  @Parameter(
      names = "--keep",
      description =
          "What rows keep besides: evidence, the map at 16 x 16 and what each feature map contributes, for gradcam report")
  private @Nullable String keep;

  @Parameter(names = "--format", description = "Format of the results: parquet, csv or jsonl")
  private String format = "parquet";

  @Parameter(names = "--path-column", description = "Of a list: the column with the paths")
  private String pathColumn = ListColumns.DEFAULT.path();

  @Parameter(names = "--label-column", description = "Of a list: the column with the true classes")
  private String labelColumn = ListColumns.DEFAULT.label();

  @Parameter(
      names = "--class-column",
      description = "Of a list: the column with the classes to explain")
  private String classColumn = ListColumns.DEFAULT.target();

  /** The same, with the evidence kept in each row. */
  public BatchOptions keepingEvidence() {
    keep = EVIDENCE;
    return this;
  }

  /** Validates the options, before the model is loaded. */
  public void check() {
    how.check();
    HeatmapKind.of(heatmaps);
    ResultsFormat.of(format);
    colours.overlay();
    if (target.toLowerCase(Locale.ROOT).matches("top:\\d+")) {
      throw new UsageException(
          "Expected one --class, as an image has one row, found '%s'; give a name, an index, predicted or label"
              .formatted(target));
    }
    if (keep != null && !keep.equals(EVIDENCE)) {
      throw new UsageException("Expected --keep evidence, found '%s'".formatted(keep));
    }
    if (keep != null && format() == ResultsFormat.CSV) {
      throw new UsageException(
          "Expected --format of parquet or jsonl with --keep evidence, found csv, which holds no bytes");
    }
    if (overlaySize < 1) {
      throw new UsageException("Expected --overlay-size of 1 or more, found " + overlaySize);
    }
  }

  public ListColumns columns() {
    return new ListColumns(pathColumn, labelColumn, classColumn);
  }

  public ResultsFormat format() {
    return ResultsFormat.of(format);
  }

  /** One method at one layer. */
  public ExplanationPlan explanation(Console console, Classifier classifier, ModelOptions model)
      throws IOException {
    MethodChoice choice = how.choice(console, classifier, model);
    ExplanationPlan plan = choice.plan();
    if (plan.maps() != 1) {
      throw new UsageException(
          "Expected one --method and one --layer, as an image has one row, found %d maps an image"
              .formatted(plan.maps()));
    }
    return keep == null ? plan : plan.withContributions();
  }

  public ScoringPlan scoring(List<String> labels) {
    return new ScoringPlan(
        UsageException.checked(() -> new TargetChoice(target, labels)),
        HeatmapKind.of(heatmaps),
        colours.overlay(),
        overlaySize,
        keep != null);
  }

  /** The same for Spark's executors, which load the model themselves. */
  public SparkJobSettings onSpark(
      ModelOptions model, ExplanationPlan plan, ScoringPlan scoring, PipelineSettings pipeline)
      throws IOException {
    if (format() != ResultsFormat.PARQUET) {
      throw new UsageException("Expected --format of parquet, which is what Spark writes");
    }
    if (how.isBest()) {
      throw new UsageException("Expected the name of a --method with Spark, found best");
    }
    return new SparkJobSettings(
        model.shipped(),
        model.precision(),
        plan.methods().get(0).name(),
        how.settings(),
        plan.layers().get(0).name(),
        plan.score(),
        scoring,
        pipeline);
  }

  /** What has to be the same for a run to be gone on with. */
  public Map<String, Object> identity(ExplanationPlan plan) {
    Map<String, Object> identity = new TreeMap<>(how.identity());
    identity.put("class", target);
    identity.put("method", plan.methods().get(0).name());
    identity.put("layer", plan.layers().get(0).name());
    identity.put("target", plan.score().toString()); // of a recommended method its own
    if (keep != null) {
      identity.put("keep", keep);
    }
    identity.put("heatmaps", HeatmapKind.of(heatmaps).toString());
    if (HeatmapKind.of(heatmaps) == HeatmapKind.OVERLAY) {
      identity.put("colormap", colours.overlay().colormap().toString());
      identity.put("alpha", colours.overlay().alpha());
      identity.put("opacity", colours.opacity());
      identity.put("overlay-size", overlaySize);
    }
    return identity;
  }
}
