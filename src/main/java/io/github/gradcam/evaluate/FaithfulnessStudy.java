package io.github.gradcam.evaluate;

import io.github.gradcam.evaluate.PictureResult.MapResult;
import io.github.gradcam.explain.ClassSelection;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.RandomisedWeights;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures how far the explanations of a network can be trusted, picture by picture. Methods of one
 * name, such as several draws of random weights, count as one candidate, which has their mean.
 */
public final class FaithfulnessStudy implements AutoCloseable {

  /** Pictures that the network sees to measure one map. */
  static final int PASSES_A_MAP = 84;

  private static final Set<Map.Entry<Measure, Double>> NO_STAGES = Set.of();

  /** Maps that differ by less at every pixel are measured once. */
  private static final float SAME = 1e-5f;

  private final Classifier classifier;
  private final ExplanationPlan plan;
  private final Settings settings;
  private final LongConsumer passes;
  private final Explainer explainer;
  private final List<Classifier> randomised = new ArrayList<>();
  private final Map<Measure, Explainer> forgetful = new EnumMap<>(Measure.class);

  /**
   * How it is measured.
   *
   * @param noisyCopies of a picture that {@link Sensitivity} compares with it
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
   * @param passes is told of passes of the network as they are made
   */
  public FaithfulnessStudy(
      Classifier classifier, ExplanationPlan plan, Settings settings, LongConsumer passes) {
    this.classifier = classifier;
    this.plan = plan;
    this.settings = settings;
    this.passes = passes;
    this.explainer = new Explainer(classifier, plan, passes);
    try {
      for (var stage : settings.checks() ? Measure.STAGES.entrySet() : NO_STAGES) {
        Classifier other = RandomisedWeights.of(classifier, stage.getValue(), settings.seed());
        randomised.add(other);
        forgetful.put(stage.getKey(), new Explainer(other, plan, passes));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * About how many passes a picture takes.
   *
   * @param checked whether sensitivity and agreement are measured too
   * @return at least 1
   */
  public long passes(boolean checked) {
    long once = plan.passes(1);
    long maps = plan.maps();
    int repeats = checked ? settings.noisyCopies() + forgetful.size() : 0;
    return once * (1 + repeats) + maps * PASSES_A_MAP;
  }

  /**
   * Measures all candidates on one picture, for the class that the network predicts.
   *
   * @param name of the picture
   * @param photo at the network's input size
   * @param checked whether sensitivity and the agreement with the randomised network are measured
   *     too, which repeat every map
   * @param evidence where the evidence is known to be, if it is
   * @return one result a candidate
   */
  public PictureResult score(
      String name, RgbImage photo, boolean checked, @Nullable Evidence evidence) {
    List<Explanation> explanations =
        explainer.explain(photo.pixels(), 1, new ClassSelection.Predicted()).get(0);
    passes.accept(1);
    int target = explanations.get(0).classIndex();
    PictureTrial trial =
        new PictureTrial(photo, neutral(), target, this::probabilities, settings.seed());
    int[] same = same(explanations);
    List<PictureTrial.Outcome> measured =
        IntStream.range(0, same.length)
            .parallel()
            .mapToObj(i -> same[i] == i ? outcome(trial, explanations.get(i), evidence) : null)
            .toList();
    List<PictureTrial.Outcome> outcomes =
        IntStream.range(0, same.length)
            .mapToObj(i -> Objects.requireNonNull(measured.get(same[i])).copy())
            .toList();
    if (checked) {
      addSensitivity(photo, target, explanations, outcomes);
      addAgreement(photo, target, explanations, outcomes);
    }
    String label = classifier.labels().get(target);
    return new PictureResult(name, label, results(explanations, outcomes));
  }

  /** Releases the randomised networks; safe to call twice. */
  @Override
  public void close() {
    explainer.close();
    forgetful.values().forEach(Explainer::close);
    randomised.forEach(Classifier::close);
  }

  private PictureTrial.Outcome outcome(
      PictureTrial trial, Explanation explanation, @Nullable Evidence evidence) {
    float[] heat = explanation.heatmap().values();
    PictureTrial.Outcome outcome = trial.of(heat);
    if (evidence != null) {
      int size = explanation.heatmap().height();
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

  /** For each map the number of the first that is the same; that of its own where none is. */
  private static int[] same(List<Explanation> explanations) {
    int[] same = new int[explanations.size()];
    for (int i = 0; i < same.length; i++) {
      same[i] = i;
      for (int j = 0; j < i && same[i] == i; j++) {
        if (same[j] == j && same(heat(explanations.get(i)), heat(explanations.get(j)))) {
          same[i] = j;
        }
      }
    }
    return same;
  }

  private static boolean same(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) < SAME)) {
        return false;
      }
    }
    return true;
  }

  private void addSensitivity(
      RgbImage photo,
      int target,
      List<Explanation> explanations,
      List<PictureTrial.Outcome> outcomes) {
    List<List<Explanation>> noisy =
        Sensitivity.noisyCopies(photo, settings.noisyCopies(), Sensitivity.RADIUS, settings.seed())
            .stream()
            .map(copy -> explainer.explain(copy.pixels(), target))
            .toList();
    for (int i = 0; i < explanations.size(); i++) {
      int map = i;
      List<float[]> maps = noisy.stream().map(each -> heat(each.get(map))).toList();
      outcomes
          .get(i)
          .values()
          .put(Measure.SENSITIVITY, Sensitivity.max(heat(explanations.get(i)), maps));
    }
  }

  private void addAgreement(
      RgbImage photo,
      int target,
      List<Explanation> explanations,
      List<PictureTrial.Outcome> outcomes) {
    for (var stage : forgetful.entrySet()) {
      List<Explanation> forgotten = stage.getValue().explain(photo.pixels(), target);
      for (int i = 0; i < explanations.size(); i++) {
        double agreement = MapAgreement.spearman(heat(explanations.get(i)), heat(forgotten.get(i)));
        outcomes.get(i).values().put(stage.getKey(), agreement);
      }
    }
  }

  /** Maps of one candidate become one result with the mean of their values. */
  private static List<MapResult> results(
      List<Explanation> explanations, List<PictureTrial.Outcome> outcomes) {
    Map<Candidate, List<PictureTrial.Outcome>> grouped = new LinkedHashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Candidate candidate =
          new Candidate(explanations.get(i).method(), explanations.get(i).layer());
      grouped.computeIfAbsent(candidate, any -> new ArrayList<>()).add(outcomes.get(i));
    }
    List<MapResult> results = new ArrayList<>();
    grouped.forEach((candidate, own) -> results.add(MapResult.mean(candidate, own)));
    return results;
  }

  private static float[] heat(Explanation explanation) {
    return explanation.heatmap().values();
  }

  private FlatColour neutral() {
    byte[] colour = classifier.neutralColour();
    return new FlatColour(colour[0] & 0xff, colour[1] & 0xff, colour[2] & 0xff);
  }

  private float[] probabilities(byte[] pixels, int count, int classIndex) {
    float[][] rows = classifier.probabilities(pixels, count);
    float[] probabilities = new float[count];
    for (int i = 0; i < count; i++) {
      probabilities[i] = rows[i][classIndex];
    }
    return probabilities;
  }
}
