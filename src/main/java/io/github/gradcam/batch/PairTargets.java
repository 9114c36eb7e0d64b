package io.github.gradcam.batch;

import io.github.gradcam.explain.target.ClassSelection;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Which class of each image the maps of two models explain.
 *
 * @param ofA the class in the one model
 * @param ofB gives the other model's index of the same class
 * @param ownToo whether the other model also explains what it predicts, where that is another class
 */
public record PairTargets(TargetChoice ofA, IntUnaryOperator ofB, boolean ownToo) {

  /** What the other model explains, once the one has explained a class. */
  ClassSelection inB(int classOfA) {
    int same = ofB.applyAsInt(classOfA);
    return ownToo ? new AndItsOwn(same) : new ClassSelection.Fixed(same);
  }

  /** A class, and the predicted one where that is another. */
  private record AndItsOwn(int index) implements ClassSelection {

    @Override
    public int first() {
      return index;
    }

    @Override
    public int count() {
      return 2;
    }

    @Override
    public List<Integer> of(float[] probabilities) {
      int predicted = new Top(1).of(probabilities).get(0);
      return predicted == index ? List.of(index) : List.of(index, predicted);
    }
  }
}
