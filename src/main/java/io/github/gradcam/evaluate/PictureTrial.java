package io.github.gradcam.evaluate;

import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Tries maps of one picture on the network. The picture and its baselines are scored once, for all
 * candidates.
 */
public final class PictureTrial {

  private final ScoredPicture photo;
  private final ScoredPicture blurred;
  private final ScoredPicture flat;
  private final FlatColour neutral;
  private final int classIndex;
  private final ClassScorer scorer;
  private final long seed;

  /**
   * Scores the picture and its baselines.
   *
   * @param photo at the network's input size
   * @param neutral the colour that the network's preprocessing maps to zero
   * @param classIndex the class that the maps explain
   * @param scorer the network
   * @param seed of the order among pixels of the same heat and of the noise in {@link Road}
   */
  public PictureTrial(
      RgbImage photo, FlatColour neutral, int classIndex, ClassScorer scorer, long seed) {
    this.neutral = neutral;
    this.classIndex = classIndex;
    this.scorer = scorer;
    this.seed = seed;
    List<RgbImage> ends = new ArrayList<>(List.of(photo));
    ends.add(Baseline.BLUR.of(photo, neutral));
    ends.add(Baseline.NEUTRAL.of(photo, neutral));
    List<ScoredPicture> scored = ScoredPicture.of(ends, classIndex, scorer);
    this.photo = scored.get(0);
    blurred = scored.get(1);
    flat = scored.get(2);
  }

  /**
   * Measures a map: curves, change of confidence and {@link Road}, with 85 pictures in 6 calls of
   * the network.
   *
   * @param heat [height][width] in one array, 0..1
   * @return the measures, to which those of {@link Sensitivity}, {@link MapAgreement} and {@link
   *     Localisation} may be added
   */
  public Map<Measure, Double> measure(float[] heat) {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    int[] order = PixelOrder.byFallingHeat(heat, seed);
    double insertionBlur = curve(blurred, photo, order);
    double deletionBlur = curve(photo, blurred, order);
    double insertionFlat = curve(flat, photo, order);
    double deletionFlat = curve(photo, flat, order);
    values.put(Measure.INSERTION_BLUR, insertionBlur);
    values.put(Measure.DELETION_BLUR, deletionBlur);
    values.put(Measure.INSERTION_NEUTRAL, insertionFlat);
    values.put(Measure.DELETION_NEUTRAL, deletionFlat);
    values.put(
        Measure.INSERTION_MINUS_DELETION,
        (insertionBlur - deletionBlur + insertionFlat - deletionFlat) / 2);
    ConfidenceChange change = ConfidenceChange.of(photo, heat, neutral, classIndex, scorer);
    values.put(Measure.DROP, change.drop());
    values.put(Measure.INCREASE, change.increase());
    values.put(Measure.GAIN, change.gain());
    values.put(Measure.ROAD, Road.of(photo.picture(), order, classIndex, scorer, seed));
    return values;
  }

  private double curve(ScoredPicture from, ScoredPicture to, int[] order) {
    return PerturbationCurve.between(from, to, order, classIndex, scorer).auc();
  }
}
