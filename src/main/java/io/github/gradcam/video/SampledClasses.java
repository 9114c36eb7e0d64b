package io.github.gradcam.video;

import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class that the network predicts, and another one.
 *
 * @param other its index, or {@link Target#PREDICTED} where there is no other
 */
record SampledClasses(int other) implements ClassSelection {

  @Override
  public int first() {
    return Target.PREDICTED;
  }

  @Override
  public int count() {
    return other == Target.PREDICTED ? 1 : 2;
  }

  @Override
  public List<Integer> of(float[] probabilities) {
    List<Integer> predicted = new Predicted().of(probabilities);
    return other == Target.PREDICTED
        ? predicted
        : Stream.concat(predicted.stream(), Stream.of(other)).distinct().toList();
  }
}
