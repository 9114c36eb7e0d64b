package io.github.gradcam.evaluate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {

  /** The fifteen p-values of Benjamini and Hochberg's own example (1995, section 4.1). */
  private static final double[] THROMBOLYSIS = {
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.0000
  };

  @Test
  void fourHypothesesOfThePapersExampleAreRejected() {
    double[] adjusted = FalseDiscovery.adjust(THROMBOLYSIS);
    assertThat(Arrays.stream(adjusted).filter(q -> q <= 0.05).count()).isEqualTo(4);
    assertThat(adjusted[3]).isEqualTo(0.0095 * 15 / 4, within(1e-12));
    // 0.0278 x 15 / 6 is more than 0.0298 x 15 / 7, which holds for both.
    assertThat(adjusted[5]).isEqualTo(0.0298 * 15 / 7, within(1e-12));
    assertThat(adjusted[14]).isEqualTo(1);
  }

  @Test
  void orderDoesNotMatter() {
    assertThat(FalseDiscovery.adjust(new double[] {0.04, 0.01, 0.03}))
        .containsExactly(new double[] {0.04, 0.03, 0.04}, within(1e-12));
  }

  @Test
  void questionsThatWereNotAskedDoNotCount() {
    double[] adjusted = FalseDiscovery.adjust(new double[] {0.01, Double.NaN, 0.02});
    assertThat(adjusted).containsExactly(new double[] {0.02, Double.NaN, 0.02}, within(1e-12));
    assertThat(FalseDiscovery.adjust(new double[0])).isEmpty();
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatThrownBy(() -> FalseDiscovery.adjust(new double[] {0.5, 1.5}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 1.5");
  }
}
