package io.github.gradcam.model.foreign.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes of which some depend on the number of images. */
class DimensionTest {

  private static final Dimension SIX_EACH = new Dimension(6, Dimension.Kind.BATCH);

  @Test
  void multiplesOfTheBatchAreMultipliedAndDivided() {
    assertThat(Dimension.BATCH.times(Dimension.of(6))).isEqualTo(SIX_EACH);
    assertThat(SIX_EACH.over(Dimension.of(6))).isEqualTo(Dimension.BATCH);
    assertThat(SIX_EACH.over(Dimension.BATCH)).isEqualTo(Dimension.of(6));
    assertThat(SIX_EACH.plus(Dimension.BATCH)).hasToString("7 N");
  }

  @Test
  void whatIsNoMultipleIsNotKnown() {
    assertThat(SIX_EACH.over(Dimension.of(4))).isEqualTo(Dimension.UNKNOWN);
    assertThat(SIX_EACH.plus(Dimension.of(1))).isEqualTo(Dimension.UNKNOWN);
    assertThat(SIX_EACH.times(SIX_EACH)).isEqualTo(Dimension.UNKNOWN);
    assertThat(Dimension.of(0).times(SIX_EACH)).isEqualTo(Dimension.of(0));
  }

  @Test
  void productOfAShapeKnowsWhatStandsAroundTheImages() {
    Dimension rows =
        Dimension.product(List.of(Dimension.of(197), Dimension.BATCH, Dimension.of(3)));
    assertThat(rows.factor()).isEqualTo(591);
    assertThat(rows.lead()).isEqualTo(197);
    assertThat(rows).isEqualTo(new Dimension(591, Dimension.Kind.BATCH));
  }
}
