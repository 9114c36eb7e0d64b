package io.github.gradcam.explain;

import io.github.gradcam.explain.map.Fusion;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.HeatmapLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be shown of each image, settled before any work.
 *
 * @param methods how, at least one
 * @param layers where, at least one, shallow to deep
 * @param versus the class that the evidence is weighed against, or {@link Target#NONE}
 * @param score whether logits or probabilities are explained
 * @param counterfactual whether what speaks against the class is shown too
 * @param smoothing what is averaged
 * @param fusion what becomes of the maps of several layers
 * @param batch how many versions of an image go through the network at once, for methods of many
 *     passes, at least 1
 * @param contributions whether {@link Explanation#contributions} are kept
 */
public record ExplanationPlan(
    List<ExplanationMethod> methods,
    List<HeatmapLayer> layers,
    int versus,
    TargetScore score,
    boolean counterfactual,
    Smoothing smoothing,
    Fusion fusion,
    int batch,
    boolean contributions) {

  /** The batch unless another is asked for; larger ones gain nothing on a CPU. */
  public static final int BATCH = 32;

  /**
   * Copies the lists; what is named twice is shown once.
   *
   * @throws IllegalArgumentException if there is no method or no layer, or the batch is below 1
   */
  public ExplanationPlan {
    methods = methods.stream().distinct().toList();
    layers = layers.stream().distinct().toList();
    if (methods.isEmpty() || layers.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one method and one layer, found %d and %d"
              .formatted(methods.size(), layers.size()));
    }
    if (batch < 1) {
      throw new IllegalArgumentException("Expected a batch of 1 or more, found " + batch);
    }
  }

  /**
   * The same without the contributions of feature maps.
   *
   * @param methods how, at least one
   * @param layers where, at least one, shallow to deep
   * @param versus the class that the evidence is weighed against, or {@link Target#NONE}
   * @param score whether logits or probabilities are explained
   * @param counterfactual whether what speaks against the class is shown too
   * @param smoothing what is averaged
   * @param fusion what becomes of the maps of several layers
   * @param batch how many versions of an image go through the network at once, at least 1
   */
  public ExplanationPlan(
      List<ExplanationMethod> methods,
      List<HeatmapLayer> layers,
      int versus,
      TargetScore score,
      boolean counterfactual,
      Smoothing smoothing,
      Fusion fusion,
      int batch) {
    this(methods, layers, versus, score, counterfactual, smoothing, fusion, batch, false);
  }

  /**
   * The plain evidence for a class.
   *
   * @param methods how
   * @param layers where
   * @return a plan of logits that weighs against no class, smooths and fuses nothing
   */
  public static ExplanationPlan of(
      List<? extends ExplanationMethod> methods, List<HeatmapLayer> layers) {
    return new ExplanationPlan(
        List.copyOf(methods),
        layers,
        Target.NONE,
        TargetScore.LOGIT,
        false,
        Smoothing.NONE,
        Fusion.NONE,
        BATCH);
  }

  /**
   * The same with another batch.
   *
   * @param versions that go through the network at once, at least 1
   * @return a plan
   */
  public ExplanationPlan withBatch(int versions) {
    return changed(methods, score, versions, contributions);
  }

  /**
   * The same with another score.
   *
   * @param asked whether logits or probabilities are explained
   * @return a plan
   */
  public ExplanationPlan withScore(TargetScore asked) {
    return changed(methods, asked, batch, contributions);
  }

  /** {@return the same, which keeps {@link Explanation#contributions}} */
  public ExplanationPlan withContributions() {
    return changed(methods, score, batch, true);
  }

  /**
   * The same without methods of many passes.
   *
   * @param most passes for one class at the layers together, that a method may take
   * @return a plan of the other methods; the same where they all stay or none would
   */
  public ExplanationPlan withoutCostly(long most) {
    List<ExplanationMethod> cheap =
        methods.stream().filter(method -> passes(method, 1) <= most).toList();
    return cheap.isEmpty() || cheap.size() == methods.size()
        ? this
        : changed(cheap, score, batch, contributions);
  }

  /** The same but for what may change; all else is copied here alone. */
  private ExplanationPlan changed(
      List<ExplanationMethod> how, TargetScore asked, int versions, boolean kept) {
    return new ExplanationPlan(
        how, layers, versus, asked, counterfactual, smoothing, fusion, versions, kept);
  }

  /** What is asked for each class, the opposites last. */
  List<Target> targets(List<Integer> classIndexes) {
    List<Target> targets =
        new ArrayList<>(
            classIndexes.stream().map(index -> new Target(index, versus, false)).toList());
    if (counterfactual) {
      targets.addAll(targets.stream().map(Target::opposite).toList());
    }
    return targets;
  }

  List<CamMethod> camMethods() {
    return methods.stream().filter(CamMethod.class::isInstance).map(CamMethod.class::cast).toList();
  }

  List<ProbingMethod> probingMethods() {
    return methods.stream()
        .filter(ProbingMethod.class::isInstance)
        .map(ProbingMethod.class::cast)
        .toList();
  }

  /** {@return how many maps a class of an image has, without fused ones: at least 1} */
  public int maps() {
    return methods.stream()
        .mapToInt(
            method ->
                method instanceof ProbingMethod probing && !probing.atLayer() ? 1 : layers.size())
        .sum();
  }

  /**
   * About how many passes of the network an image takes.
   *
   * @param targets how many classes are explained
   * @return at least 1
   */
  public long passes(int targets) {
    int asked = counterfactual ? 2 * targets : targets;
    long passes = 1 + methods.stream().mapToLong(method -> passes(method, asked)).sum();
    return passes * smoothing.variants().size();
  }

  /** Besides the pass that all share. */
  private long passes(ExplanationMethod method, int targets) {
    if (!(method instanceof ProbingMethod probing)) {
      return 0;
    }
    List<HeatmapLayer> places = probing.atLayer() ? layers : layers.subList(0, 1);
    return places.stream().mapToLong(layer -> probing.passes(layer, targets)).sum();
  }
}
