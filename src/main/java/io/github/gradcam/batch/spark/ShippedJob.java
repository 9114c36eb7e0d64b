package io.github.gradcam.batch.spark;

import io.github.gradcam.batch.HeatmapKind;
import io.github.gradcam.batch.HeatmapStore;
import io.github.gradcam.batch.ImageScorer;
import io.github.gradcam.batch.PipelineSettings;
import io.github.gradcam.batch.ScoringPlan;
import io.github.gradcam.batch.TargetChoice;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** {@link SparkJobSettings} as they travel: of types that can be serialised. */
record ShippedJob(
    String id,
    ShippedModel model,
    Precision precision,
    String method,
    Convention convention,
    int samples,
    long seed,
    String layer,
    TargetScore score,
    String target,
    HeatmapKind heatmaps,
    Colormap colormap,
    double alpha,
    boolean uniform,
    int overlaySide,
    boolean keepEvidence,
    int batchSize,
    int decodeThreads,
    int writeThreads,
    int runsAtOnce,
    long memory)
    implements Serializable {

  /**
   * Takes settings apart.
   *
   * @param id that no other job has
   */
  static ShippedJob of(String id, SparkJobSettings settings) {
    MethodSettings method = settings.methodSettings();
    ScoringPlan plan = settings.plan();
    PipelineSettings pipeline = settings.pipeline();
    return new ShippedJob(
        id,
        settings.model(),
        settings.precision(),
        settings.method(),
        method.convention(),
        method.samples(),
        method.seed(),
        settings.layer(),
        settings.score(),
        plan.target().text(),
        plan.heatmaps(),
        plan.overlay().colormap(),
        plan.overlay().alpha(),
        plan.overlay().uniform(),
        plan.overlaySide(),
        plan.keepEvidence(),
        pipeline.batchSize(),
        pipeline.decodeThreads(),
        pipeline.writeThreads(),
        pipeline.runsAtOnce(),
        pipeline.memory());
  }

  /** How a task shares the machine. */
  PipelineSettings pipeline() {
    return new PipelineSettings(batchSize, decodeThreads, writeThreads, runsAtOnce, memory);
  }

  /** Loads the model and adds the explanation to it. */
  ImageScorer load(HeatmapStore store) throws IOException {
    Classifier classifier = model.load(precision);
    try {
      Explainer explainer = new Explainer(classifier, explanation(classifier));
      TargetChoice choice = new TargetChoice(target, classifier.labels());
      Overlay overlay = new Overlay(colormap, alpha, uniform);
      return new ImageScorer(
          explainer, new ScoringPlan(choice, heatmaps, overlay, overlaySide, keepEvidence), store);
    } catch (RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  private ExplanationPlan explanation(Classifier classifier) {
    List<ExplanationMethod> methods =
        new Methods(new MethodSettings(convention, samples, seed)).named(method);
    List<HeatmapLayer> layers = classifier.layersNamed(layer);
    if (methods.size() != 1 || layers.size() != 1) {
      throw new IllegalArgumentException(
          "Expected one method and one layer, found %s at %s; name one of each"
              .formatted(
                  methods.stream().map(ExplanationMethod::name).toList(),
                  layers.stream().map(HeatmapLayer::name).toList()));
    }
    ExplanationPlan plan = ExplanationPlan.of(methods, layers).withScore(score);
    return keepEvidence ? plan.withContributions() : plan;
  }
}
