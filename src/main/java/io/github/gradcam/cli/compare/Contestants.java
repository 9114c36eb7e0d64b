package io.github.gradcam.cli.compare;

import io.github.gradcam.cli.option.ModelPair;
import io.github.gradcam.evaluate.comparison.ComparedModel;
import io.github.gradcam.evaluate.comparison.SharedClasses;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.report.results.ClassKeys;
import java.io.IOException;
import java.util.List;

/**
 * Two models that explain, and how their classes correspond.
 *
 * @param models where they come from
 * @param a explains with the one
 * @param b explains with the other
 * @param classes that both have
 * @param names of A's classes, no two the same, as they stand in counts
 */
record Contestants(
    ModelPair models, Explainer a, Explainer b, SharedClasses classes, List<String> names)
    implements AutoCloseable {

  /** Adds the explanations to both; the models stay the caller's to close. */
  static Contestants of(
      ModelPair models,
      ModelPair.Loaded loaded,
      SharedClasses classes,
      ExplanationPlan planOfA,
      ExplanationPlan planOfB) {
    Explainer a = new Explainer(loaded.a(), planOfA);
    try {
      Explainer b = new Explainer(loaded.b(), planOfB);
      return new Contestants(models, a, b, classes, ClassKeys.of(loaded.a().labels()));
    } catch (RuntimeException e) {
      a.close();
      throw e;
    }
  }

  /** Rows and columns at which maps are compared: those of the smaller input. */
  int mapSize() {
    return Math.min(a.classifier().card().inputSize(), b.classifier().card().inputSize());
  }

  String method() {
    return a.plan().methods().get(0).name();
  }

  ComparedModel describedA() throws IOException {
    return described(models.a().toString(), models.digestOfA(), a);
  }

  ComparedModel describedB() throws IOException {
    return described(models.b().toString(), models.digestOfB(), b);
  }

  private static ComparedModel described(String path, String digest, Explainer explainer) {
    HeatmapLayer layer = explainer.plan().layers().get(0);
    return new ComparedModel(
        path,
        digest,
        explainer.classifier().execution().text(),
        explainer.classifier().card().inputSize(),
        layer.name(),
        layer.height(),
        layer.width());
  }

  @Override
  public void close() {
    b.close();
    a.close();
  }
}
