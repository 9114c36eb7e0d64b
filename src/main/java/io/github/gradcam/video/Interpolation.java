package io.github.gradcam.video;

import io.github.gradcam.image.HeatValues;

/** Answers for frames that the network did not look at. */
final class Interpolation {

  private Interpolation() {}

  /** As {@link FrameAnalysis#between} says. */
  static FrameAnswer between(FrameAnswer earlier, FrameAnswer later, double share) {
    double way = later.cut() ? 0 : Math.max(0, Math.min(share, 1));
    boolean sameClass = earlier.classIndex() == later.classIndex();
    return new FrameAnswer(
        probabilities(earlier.probabilities(), later.probabilities(), way),
        earlier.classIndex(),
        Heat.mix(earlier.probability(), later.probability(), sameClass ? way : 0),
        heat(earlier.heat(), later.heat(), way),
        earlier.energy() + way * (later.energy() - earlier.energy()),
        earlier.diagnosis(),
        false,
        false);
  }

  private static float[] probabilities(float[] earlier, float[] later, double way) {
    float[] between = earlier.clone();
    for (int i = 0; i < between.length && way > 0; i++) {
      between[i] = Heat.mix(earlier[i], later[i], way);
    }
    return between;
  }

  /** A map of another size cannot be mixed: the earlier one is held. */
  private static HeatValues heat(HeatValues earlier, HeatValues later, double way) {
    boolean sameSize = earlier.width() == later.width() && earlier.height() == later.height();
    return way > 0 && sameSize ? Heat.mix(earlier, later, way) : earlier;
  }
}
