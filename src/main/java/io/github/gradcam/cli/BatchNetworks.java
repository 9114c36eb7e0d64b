package io.github.gradcam.cli;

import io.github.gradcam.batch.HeatmapStore;
import io.github.gradcam.batch.ImageScorer;
import io.github.gradcam.batch.ScoringPlan;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.model.Classifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The model on each device, ready to explain. */
final class BatchNetworks implements AutoCloseable {

  private final List<Explainer> explainers;
  private final ScoringPlan plan;
  private final int runsAtOnce;

  private BatchNetworks(List<Explainer> explainers, ScoringPlan plan, int runsAtOnce) {
    this.explainers = explainers;
    this.plan = plan;
    this.runsAtOnce = runsAtOnce;
  }

  /** Loads the model. */
  static BatchNetworks load(Console console, ModelOptions model, BatchOptions options)
      throws IOException {
    List<Explainer> explainers = new ArrayList<>();
    Classifier classifier = model.load();
    explainers.add(new Explainer(classifier, options.explanation(console, classifier, model)));
    return new BatchNetworks(explainers, options.scoring(classifier.labels()), 1);
  }

  /** What each of them shows. */
  ExplanationPlan plan() {
    return explainers.get(0).plan();
  }

  /** The model's classes in index order. */
  List<String> labels() {
    return explainers.get(0).classifier().labels();
  }

  /** How many runs each device is given at once. */
  int runsAtOnce() {
    return runsAtOnce;
  }

  /** One for each device. */
  List<ImageScorer> scorers(HeatmapStore store) {
    return explainers.stream().map(each -> new ImageScorer(each, plan, store)).toList();
  }

  @Override
  public void close() {
    for (Explainer each : explainers) {
      each.close();
      each.classifier().close();
    }
  }
}
