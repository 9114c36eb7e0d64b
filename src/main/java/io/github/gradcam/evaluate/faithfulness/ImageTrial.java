package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Tries maps of one image on the network. The image and its baselines are scored once, for all
 * candidates.
 */
public final class ImageTrial {

  private final ScoredImage photo;
  private final ScoredImage blurred;
  private final ScoredImage flat;
  private final FlatColour neutral;
  private final int classIndex;
  private final ClassScorer scorer;
  private final long seed;

  /**
   * Scores the image and its baselines.
   *
   * @param photo at the network's input size
   * @param neutral the colour that the network's preprocessing maps to zero
   * @param classIndex the class that the maps explain
   * @param scorer the network
   * @param seed of the order among pixels of the same heat and of the noise in {@link Road}
   */
  public ImageTrial(
      RgbImage photo, FlatColour neutral, int classIndex, ClassScorer scorer, long seed) {
    this.neutral = neutral;
    this.classIndex = classIndex;
    this.scorer = scorer;
    this.seed = seed;
    List<RgbImage> ends = new ArrayList<>(List.of(photo));
    ends.add(Baseline.BLUR.of(photo, neutral));
    ends.add(Baseline.NEUTRAL.of(photo, neutral));
    List<ScoredImage> scored = ScoredImage.of(ends, classIndex, scorer);
    this.photo = scored.get(0);
    blurred = scored.get(1);
    flat = scored.get(2);
  }

  /**
   * Measures a map: curves, change of confidence and {@link Road}, with 84 images in 6 calls of the
   * network.
   *
   * @param heat [height][width] in one array, 0..1
   * @return the measures and curves
   */
  public Outcome of(float[] heat) {
    int[] order = PixelOrder.byFallingHeat(heat, seed);
    Map<Measure, PerturbationCurve> curves = new EnumMap<>(Measure.class);
    curves.put(Measure.INSERTION_BLUR, curve(blurred, photo, order));
    curves.put(Measure.DELETION_BLUR, curve(photo, blurred, order));
    curves.put(Measure.INSERTION_NEUTRAL, curve(flat, photo, order));
    curves.put(Measure.DELETION_NEUTRAL, curve(photo, flat, order));
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    curves.forEach((measure, curve) -> values.put(measure, curve.auc()));
    values.put(Measure.INSERTION_MINUS_DELETION, insertionMinusDeletion(curves));
    ConfidenceChange change = ConfidenceChange.of(photo, heat, neutral, classIndex, scorer);
    values.put(Measure.DROP, change.drop());
    values.put(Measure.INCREASE, change.increase());
    values.put(Measure.GAIN, change.gain());
    values.put(Measure.ROAD, Road.of(photo.picture(), order, classIndex, scorer, seed));
    return new Outcome(values, curves);
  }

  /**
   * What a trial gives.
   *
   * @param values the measures, to which those of {@link Sensitivity}, {@link MapAgreement} and
   *     {@link Localisation} may be added
   * @param curves the four curves, by the measure of their area
   */
  public record Outcome(Map<Measure, Double> values, Map<Measure, PerturbationCurve> curves) {

    /** For another map that is the same; what is added to one is not added to the other. */
    Outcome copy() {
      return new Outcome(new EnumMap<>(values), curves);
    }
  }

  private static double insertionMinusDeletion(Map<Measure, PerturbationCurve> curves) {
    double sum = 0;
    for (var each : curves.entrySet()) {
      double area = each.getValue().auc();
      sum += each.getKey().better() == Measure.Better.HIGHER ? area : -area;
    }
    return sum / 2;
  }

  private PerturbationCurve curve(ScoredImage from, ScoredImage to, int[] order) {
    return PerturbationCurve.between(from, to, order, classIndex, scorer);
  }
}
