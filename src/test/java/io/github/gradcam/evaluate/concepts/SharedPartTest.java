package io.github.gradcam.evaluate.concepts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.evaluate.statistics.Interval;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two parts, each a feature map of its own; images of two places, of which one is hot. */
class SharedPartTest {

  private static final List<ClassPart> PARTS = List.of(part(1, 0), part(0, 1));

  private static ClassPart part(float... direction) {
    return new ClassPart(direction, Interval.NONE, Interval.NONE, new float[0], new int[0]);
  }

  /** An image with amounts of either part at the hot place, and 9 of either at the other. */
  private static HotActivations image(float first, float second) {
    BitSet hot = new BitSet();
    hot.set(0);
    return new HotActivations(new float[] {first, second, 9, 9}, hot);
  }

  @Test
  void partOfWhichMoreIsWhereTheGroupIsHot() {
    assertThat(
            SharedPart.of(
                PARTS,
                List.of(image(5, 2), image(5, 3)),
                List.of(image(5, 0), image(6, 1), image(4, 0))))
        .hasValue(1);
  }

  /** 3 of 4 pairs are 0.75 of all. */
  @Test
  void partThatOthersHaveTooIsNone() {
    assertThat(
            SharedPart.of(
                PARTS, List.of(image(1, 2), image(1, 3)), List.of(image(1, 0), image(1, 2.5f))))
        .isEmpty();
  }

  @Test
  void ofSeveralPartsTheOneOfWhichMostIsThere() {
    assertThat(SharedPart.of(PARTS, List.of(image(4, 2)), List.of(image(0, 0)))).hasValue(0);
  }

  @Test
  void withoutImagesOrPartsThereIsNone() {
    assertThat(SharedPart.of(PARTS, List.of(), List.of(image(1, 1)))).isEmpty();
    assertThat(SharedPart.of(PARTS, List.of(image(1, 1)), List.of())).isEmpty();
    assertThat(SharedPart.of(List.of(), List.of(image(1, 1)), List.of(image(0, 0)))).isEmpty();
  }

  /** An image without heat has nothing at its hot places. */
  @Test
  void imageWithoutHeatHasNothingThere() {
    HotActivations cold = new HotActivations(new float[] {7, 7, 7, 7}, new BitSet());
    assertThat(SharedPart.of(PARTS, List.of(cold), List.of(image(0, 0)))).isEmpty();
  }
}
