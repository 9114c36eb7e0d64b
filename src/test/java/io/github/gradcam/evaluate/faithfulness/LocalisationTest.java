package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class LocalisationTest {

  /** 10 x 10 pixels; the evidence is the 2 x 2 block in the corner at the top left. */
  private final KnownEvidence evidence = new KnownEvidence(10, 10, bits(0, 1, 10, 11));

  @Test
  void hottestPixelWithinTheEvidenceIsAHit() {
    assertThat(Localisation.pointingGame(hot(11), evidence, 0)).isEqualTo(1);
    assertThat(Localisation.pointingGame(hot(12), evidence, 0)).isZero();
  }

  @Test
  void toleranceIsADistanceAndDoesNotReachAroundTheBorder() {
    assertThat(Localisation.pointingGame(hot(13), evidence, 2)).isEqualTo(1);
    assertThat(Localisation.pointingGame(hot(14), evidence, 2)).isZero();
    assertThat(Localisation.pointingGame(hot(33), evidence, 2)).isZero(); // sqrt(8) away
    assertThat(Localisation.pointingGame(hot(9), evidence, 2)).isZero(); // at the other side
    assertThat(Localisation.pointingGame(hot(99), evidence, 2)).isZero();
  }

  @Test
  void blankMapScoresTheShareOfTheArea() {
    assertThat(Localisation.pointingGame(new float[100], evidence, 0)).isEqualTo(0.04);
    assertThat(evidence.areaShare()).isEqualTo(0.04);
  }

  @Test
  void energyIsTheShareOfHeatWithin() {
    float[] heat = new float[100];
    heat[0] = 0.5f;
    heat[11] = 0.25f;
    heat[50] = 0.25f;
    heat[51] = Float.NaN;
    assertThat(Localisation.energy(heat, evidence)).isEqualTo(0.75, within(1e-9));
  }

  @Test
  void constantMapHasTheEnergyOfTheArea() {
    float[] heat = new float[100];
    Arrays.fill(heat, 1);
    assertThat(Localisation.energy(heat, evidence)).isEqualTo(0.04, within(1e-9));
  }

  @Test
  void blankMapHasNoEnergyToShare() {
    assertThat(Localisation.energy(new float[100], evidence)).isNaN();
  }

  @Test
  void toleranceGrowsWithTheSide() {
    assertThat(Localisation.tolerance(224, 224)).isEqualTo(15);
    assertThat(Localisation.tolerance(150, 150)).isEqualTo(10);
    assertThat(Localisation.tolerance(448, 112)).isEqualTo(8);
  }

  @Test
  void noEvidenceIsNeverHit() {
    KnownEvidence none = new KnownEvidence(10, 10, new BitSet());
    assertThat(Localisation.pointingGame(hot(0), none, 15)).isZero();
    assertThat(Localisation.energy(hot(0), none)).isZero();
  }

  @Test
  void sizesThatDifferAreAnError() {
    assertThatThrownBy(() -> Localisation.energy(new float[5], evidence))
        .hasMessage("Expected a map of 10 x 10 values, found 5");
    assertThatThrownBy(() -> new KnownEvidence(2, 2, bits(4)))
        .hasMessage("Expected a mask of 2 x 2 pixels, found one of 5");
  }

  private static float[] hot(int pixel) {
    float[] heat = new float[100];
    heat[pixel] = 1;
    return heat;
  }

  private static BitSet bits(int... pixels) {
    BitSet bits = new BitSet();
    for (int pixel : pixels) {
      bits.set(pixel);
    }
    return bits;
  }
}
