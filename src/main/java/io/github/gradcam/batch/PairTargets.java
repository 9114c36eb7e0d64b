package io.github.gradcam.batch;

import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.model.Predictor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Which class of each image the maps of two models explain.
 *
 * @param ofA the class in the one model
 * @param ofB gives the other model's index of the same class
 * @param ownToo whether the other model also explains what it predicts, where that is neither the
 *     same class nor what the one predicts
 */
public record PairTargets(TargetChoice ofA, IntUnaryOperator ofB, boolean ownToo) {

  /** What the other model explains, once the one has explained a class. */
  ClassSelection inB(Explanation a) {
    int same = ofB.applyAsInt(a.classIndex());
    int answerOfA = ofB.applyAsInt(Predictor.likeliest(a.probabilities()));
    return ownToo ? new AndItsOwn(same, answerOfA) : new ClassSelection.Fixed(same);
  }

  /** A class, and the predicted one where that is another answer than the one model's. */
  private record AndItsOwn(int index, int answerOfA) implements ClassSelection {

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
      return predicted == index || predicted == answerOfA
          ? List.of(index)
          : List.of(index, predicted);
    }
  }
}
