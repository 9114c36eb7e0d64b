package io.github.gradcam.cli;

import io.github.gradcam.batch.HeatmapStore;
import io.github.gradcam.batch.ImageScorer;
import io.github.gradcam.batch.ScoringPlan;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.option.BatchOptions;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.device.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The model on each device, ready to explain. */
final class BatchNetworks implements AutoCloseable {

  private final List<Explainer> explainers;
  private final ScoringPlan plan;

  private BatchNetworks(List<Explainer> explainers, ScoringPlan plan) {
    this.explainers = explainers;
    this.plan = plan;
  }

  /** Loads the model onto each device asked for. */
  static BatchNetworks load(Console console, ModelOptions model, BatchOptions options)
      throws IOException {
    List<Device> devices = model.devices();
    List<Explainer> explainers = new ArrayList<>();
    try {
      for (Device device : devices) {
        explainers.add(explainer(console, model, options, device, explainers.isEmpty()));
      }
      ScoringPlan plan = options.scoring(explainers.get(0).classifier().labels());
      return new BatchNetworks(explainers, plan);
    } catch (IOException | RuntimeException e) {
      explainers.forEach(BatchNetworks::close);
      throw e;
    }
  }

  /** Says once what is explained. */
  private static Explainer explainer(
      Console console, ModelOptions model, BatchOptions options, Device device, boolean first)
      throws IOException {
    Classifier classifier = model.load(device);
    try {
      Console heard = first ? console : new Console(console.out(), console.err(), true);
      return new Explainer(classifier, options.explanation(heard, classifier, model));
    } catch (IOException | RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  /** Precision, kernels and processor, or the card. */
  String computedBy() {
    return explainers.get(0).classifier().execution().text();
  }

  /** The first of them, for further explanations. */
  Explainer explainer() {
    return explainers.get(0);
  }

  /** What each of them shows. */
  ExplanationPlan plan() {
    return explainers.get(0).plan();
  }

  /** What the model's file does not say of its answers, by name. */
  Map<String, Object> identity() {
    ModelCard card = explainers.get(0).classifier().card();
    return Map.of("labels", card.labels().hashCode(), "inputSize", card.inputSize());
  }

  /** What is wanted of each image. */
  ScoringPlan scoring() {
    return plan;
  }

  /** The model's classes in index order. */
  List<String> labels() {
    return explainers.get(0).classifier().labels();
  }

  /** One for each device. */
  List<ImageScorer> scorers(HeatmapStore store) {
    return explainers.stream().map(each -> new ImageScorer(each, plan, store)).toList();
  }

  @Override
  public void close() {
    explainers.forEach(BatchNetworks::close);
  }

  private static void close(Explainer explainer) {
    explainer.close();
    explainer.classifier().close();
  }
}
