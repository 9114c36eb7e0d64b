package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.evaluate.faithfulness.TrialResult.MapResult;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.map.MapScaling;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures how far the explanations of a network can be trusted, image by image. Methods of one
 * name, such as several draws of random weights, count as one candidate, which has their mean.
 */
public final class FaithfulnessStudy implements AutoCloseable {

  /** Images that the network sees to measure one map. */
  static final int PASSES_A_MAP = 84;

  private final Classifier classifier;
  private final Settings settings;
  private final @Nullable InDomainDeletion inDomain;
  private final LongConsumer passes;
  private final Explainer explainer;
  private final @Nullable MapChecks checks;

  /**
   * How it is measured.
   *
   * @param noisyCopies of an image that {@link Sensitivity} compares with it
   * @param checks whether sensitivity and agreement may be asked for; the randomised networks are
   *     made only then
   * @param seed of all that is random
   */
  public record Settings(int noisyCopies, boolean checks, long seed) {

    /** Noisy copies unless another number is asked for. */
    public static final int NOISY_COPIES = 3;
  }

  /**
   * Prepares the network and its randomised copies.
   *
   * @param classifier stays the caller's to close, after this
   * @param plan the candidates: methods and layers
   * @param settings how it is measured
   * @param inDomain asks a network that has learned to live with holes; null where there is none
   * @param passes is told of passes of the network as they are made
   */
  public FaithfulnessStudy(
      Classifier classifier,
      ExplanationPlan plan,
      Settings settings,
      @Nullable InDomainDeletion inDomain,
      LongConsumer passes) {
    this.inDomain = inDomain;
    this.classifier = classifier;
    this.settings = settings;
    this.passes = passes;
    this.explainer = new Explainer(classifier, plan, passes);
    this.checks = settings.checks() ? checks() : null;
  }

  /**
   * About how many passes an image takes.
   *
   * @param plan the candidates
   * @param checked whether sensitivity and agreement are measured too
   * @return at least 1
   */
  public static long passes(ExplanationPlan plan, boolean checked) {
    long once = plan.passes(1);
    long maps = plan.maps();
    int repeats = checked ? Settings.NOISY_COPIES + Measure.STAGES.size() : 0;
    return once * (2 + repeats) + maps * PASSES_A_MAP;
  }

  /**
   * Measures all candidates on one image, for the class that the network predicts.
   *
   * @param name of the image
   * @param photo at the network's input size
   * @param checked whether sensitivity and the agreement with the randomised network are measured
   *     too, which repeat every map; never without {@link Settings#checks}
   * @param evidence where the evidence is known to be, if it is
   * @param mosaic with the image among others, where there are some
   * @return one result a candidate
   */
  public TrialResult score(
      String name,
      RgbImage photo,
      boolean checked,
      @Nullable KnownEvidence evidence,
      @Nullable Mosaic mosaic) {
    List<Explanation> explanations =
        explainer.explain(photo.pixels(), 1, new ClassSelection.Predicted()).get(0);
    passes.accept(1);
    int target = explanations.get(0).classIndex();
    ImageTrial trial =
        new ImageTrial(photo, neutral(), target, ClassScorer.of(classifier), settings.seed());
    float[] costs = inDomain == null ? null : inDomain.costs(photo, neutral(), target);
    int[] same = SameMaps.of(explanations.stream().map(each -> each.heatmap().values()).toList());
    List<ImageTrial.Outcome> measured =
        IntStream.range(0, same.length)
            .parallel()
            .mapToObj(
                i -> same[i] == i ? outcome(trial, explanations.get(i), evidence, costs) : null)
            .toList();
    List<ImageTrial.Outcome> outcomes =
        IntStream.range(0, same.length)
            .mapToObj(i -> Objects.requireNonNull(measured.get(same[i])).copy())
            .toList();
    if (mosaic == null) {
      passes.accept(explainer.plan().passes(1));
    } else {
      addGrid(mosaic, target, outcomes);
    }
    if (checked && checks != null) {
      checks.add(photo, target, explanations, outcomes);
    }
    String label = classifier.labels().get(target);
    return new TrialResult(name, label, results(explanations, outcomes));
  }

  /** Releases the randomised networks; safe to call twice. */
  @Override
  public void close() {
    explainer.close();
    if (checks != null) {
      checks.close();
    }
  }

  private void addGrid(Mosaic mosaic, int target, List<ImageTrial.Outcome> outcomes) {
    MapScaling scaling = new MapScaling(classifier.card().inputSize());
    List<Explanation> maps = explainer.explain(mosaic.picture().pixels(), target);
    for (int i = 0; i < maps.size(); i++) {
      double share = Localisation.energy(scaling.resized(maps.get(i).signed()), mosaic.cell());
      double said = Double.isNaN(share) ? mosaic.cell().areaShare() : share; // of a blank map
      outcomes.get(i).values().put(Measure.GRID, said);
    }
  }

  private MapChecks checks() {
    try {
      return new MapChecks(classifier, explainer, settings, passes);
    } catch (RuntimeException e) {
      explainer.close();
      throw e;
    }
  }

  private ImageTrial.Outcome outcome(
      ImageTrial trial,
      Explanation explanation,
      @Nullable KnownEvidence evidence,
      float @Nullable [] costs) {
    float[] heat = explanation.heatmap().values();
    ImageTrial.Outcome outcome = trial.of(heat);
    int size = explanation.heatmap().height();
    if (costs != null) {
      outcome.values().put(Measure.IN_DOMAIN, InDomainDeletion.score(heat, size, costs));
    }
    if (evidence != null) {
      outcome
          .values()
          .put(
              Measure.POINTING,
              Localisation.pointingGame(heat, evidence, Localisation.tolerance(size, size)));
      outcome.values().put(Measure.ENERGY, Localisation.energy(heat, evidence));
      outcome.values().put(Measure.EVIDENCE_AREA, evidence.areaShare());
    }
    synchronized (passes) {
      passes.accept(PASSES_A_MAP);
    }
    return outcome;
  }

  /** Maps of one candidate become one result with the mean of their values. */
  private static List<MapResult> results(
      List<Explanation> explanations, List<ImageTrial.Outcome> outcomes) {
    Map<Candidate, List<ImageTrial.Outcome>> grouped = new LinkedHashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Candidate candidate =
          new Candidate(explanations.get(i).method(), explanations.get(i).layer());
      grouped.computeIfAbsent(candidate, any -> new ArrayList<>()).add(outcomes.get(i));
    }
    List<MapResult> results = new ArrayList<>();
    grouped.forEach((candidate, own) -> results.add(MapResult.mean(candidate, own)));
    return results;
  }

  private FlatColour neutral() {
    byte[] colour = classifier.neutralColour();
    return new FlatColour(colour[0] & 0xff, colour[1] & 0xff, colour[2] & 0xff);
  }
}
