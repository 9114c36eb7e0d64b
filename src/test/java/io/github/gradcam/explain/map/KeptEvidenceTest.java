package io.github.gradcam.explain.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptEvidenceTest {

  @Test
  void bytesAreIeeeHalvesOfTheShareOfTheLargest() {
    // 1, -0.5 and 0.25 as binary16: 0x3c00, 0xb800, 0x3400, little-endian
    assertThat(KeptEvidence.pack(new float[] {4, -2, 1, 0}))
        .containsExactly(0x00, 0x3c, 0x00, (byte) 0xb8, 0x00, 0x34, 0x00, 0x00);
  }

  @Test
  void valuesComeBackToHalfPrecision() {
    float[] values = new float[512];
    Random random = new Random(1);
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) random.nextGaussian() * 1e6f;
    }
    values[7] = 8e6f; // the largest
    float[] back = KeptEvidence.unpack(KeptEvidence.pack(values));
    for (int k = 0; k < values.length; k++) {
      float share = values[k] / 8e6f;
      assertThat(back[k]).isCloseTo(share, within(Math.abs(share) / 1024 + 6e-8f));
    }
  }

  @Test
  void nothingAndNotFiniteAreZeros() {
    assertThat(KeptEvidence.pack(new float[3])).containsOnly(0);
    assertThat(KeptEvidence.pack(new float[] {1, Float.NaN, 2})).containsOnly(0);
    assertThat(KeptEvidence.pack(new float[] {Float.POSITIVE_INFINITY, 1})).containsOnly(0);
  }
}
