package io.github.gradcam.video;

import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.Predictor;
import java.util.List;

/**
 * The class shown. It stays while others are ahead for moments only: probabilities are smoothed
 * over time, and another class has to lead by {@value #LEAD}, or by half of its own probability
 * where all are small. A new scene takes its own class at once, and a class that is asked for
 * always stays.
 */
final class SteadyClass {

  /** How far another class has to be ahead. */
  static final double LEAD = 0.1;

  /** A flicker of a few frames passes unseen, a new subject is named within half a second. */
  static final HalfLife MEMORY = new HalfLife(0.25);

  private int pinned;
  private int shown;
  private int expected = Target.PREDICTED;
  private boolean fresh = true;
  private float[] steady = {};

  SteadyClass(ClassSelection selection) {
    pinned = selection.first();
  }

  /** Shows another class from the next frame on; the same selection changes nothing. */
  void select(ClassSelection selection) {
    fresh |= selection.first() != pinned;
    pinned = selection.first();
  }

  /**
   * The turn of the next frame. The turns of a batch may be taken before the first is answered.
   *
   * @param elapsed seconds since the frame before, more than 0
   * @param cut whether a new scene begins
   */
  Turn next(double elapsed, boolean cut) {
    expected = cut || fresh ? Target.PREDICTED : expected;
    return new Turn(pinned == Target.PREDICTED ? expected : pinned, elapsed, cut);
  }

  /** Which class of one frame is explained: the one shown. */
  final class Turn implements ClassSelection {

    private final int first;
    private final double elapsed;
    private final boolean cut;
    private boolean taken;
    private int index;
    private float probability;

    private Turn(int first, double elapsed, boolean cut) {
      this.first = first;
      this.elapsed = elapsed;
      this.cut = cut;
    }

    @Override
    public int first() {
      return first;
    }

    /** Asked again, as where a batch had to be halved for want of memory, it stays. */
    @Override
    public List<Integer> of(float[] probabilities) {
      if (taken) {
        return List.of(index);
      }
      taken = true;
      fresh |= cut;
      if (finite(probabilities)) {
        follow(probabilities, elapsed);
      }
      index = pinned == Target.PREDICTED ? shown : pinned;
      probability = index < steady.length ? steady[index] : 0;
      return List.of(index);
    }

    /** The class shown, once the network has answered. */
    int index() {
      return index;
    }

    /** Its smoothed probability, 0..1; 0 where no answer was a number yet. */
    float probability() {
      return probability;
    }
  }

  private void follow(float[] probabilities, double elapsed) {
    fresh |= steady.length != probabilities.length;
    if (fresh) {
      steady = probabilities.clone();
    }
    for (int i = 0; i < steady.length; i++) {
      steady[i] = (float) MEMORY.towards(probabilities[i], steady[i], elapsed);
    }
    int best = Predictor.likeliest(steady);
    if (fresh || steady[best] - steady[shown] > Math.min(LEAD, steady[best] / 2)) {
      shown = best;
    }
    expected = shown;
    fresh = false;
  }

  private static boolean finite(float[] probabilities) {
    for (float probability : probabilities) {
      if (!Float.isFinite(probability)) {
        return false;
      }
    }
    return probabilities.length > 0;
  }
}
