package io.github.gradcam.explain.method;

import static io.github.gradcam.explain.TinyImage.FIRST;
import static io.github.gradcam.explain.TinyImage.GREEN;
import static io.github.gradcam.explain.TinyImage.RED;
import static io.github.gradcam.explain.TinyImage.SECOND;
import static io.github.gradcam.explain.TinyImage.X;
import static io.github.gradcam.explain.TinyImage.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.TinyImage;
import io.github.gradcam.explain.TinyNetwork;
import io.github.gradcam.explain.map.SignedMap;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods on pixels, by hand on {@link TinyImage}, where d y_0 / d x is 2/4 red, -1/4 green. */
class PixelProbingTest {

  @TempDir Path folder;

  @Test
  void saliencyIsTheLargestSlopeOfAPixelsColours() throws Exception {
    // a colour of 0 has no slope, as the ReLU does not pass it
    assertThat(TinyImage.map(folder, new Saliency(), FIRST))
        .containsExactly(new float[] {0.5f, 0.5f, 0.25f, 0}, within(1e-6f));
  }

  @Test
  void smoothGradIsTheSaliencyOfTheMeanSlope() throws Exception {
    // the slope of a colour is there in the share of the noisy images in which it is positive
    int samples = 5;
    double[] red = new double[4];
    double[] green = new double[4];
    for (int sample = 0; sample < samples; sample++) {
      float[] noisy = X.clone();
      new Noise(samples(samples).seed(), 0.15 * 4).add(sample, noisy);
      for (int i = 0; i < red.length; i++) {
        red[i] += noisy[3 * i] > 0 ? 0.5 / samples : 0;
        green[i] += noisy[3 * i + 1] > 0 ? 0.25 / samples : 0;
      }
    }
    float[] expected = new float[4];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (float) Math.max(red[i], green[i]);
    }
    assertThat(TinyImage.map(folder, new SmoothGrad(samples(samples)), FIRST))
        .containsExactly(expected, within(1e-6f));
  }

  @Test
  void integratedGradientsOfALinearNetworkAreExact() throws Exception {
    // R / 2 - G / 4 = 2, 1 - 1/2, -1/2, 0, which adds up to y_0 = 2
    SignedMap map = TinyImage.maps(folder, new IntegratedGradients(samples(3)), X, 2, FIRST).get(0);
    assertThat(map.values()).containsExactly(new float[] {2, 0.5f, -0.5f, 0}, within(1e-5f));
    assertThat(map.measures().get(IntegratedGradients.GAP)).isCloseTo(0, within(1e-6));
  }

  @Test
  void integratedGradientsTellNoGapWhereTheScoresAreEqual() throws Exception {
    SignedMap map =
        TinyImage.maps(folder, new IntegratedGradients(samples(3)), new float[12], 2, FIRST).get(0);
    assertThat(map.values()).containsOnly(0);
    assertThat(map.measures()).isEmpty();
  }

  @Test
  void guidedBackpropagationPassesNothingNegativeBack() throws Exception {
    // at the features 1/2 and -1/4, of which the ReLU passes back the first, where red is positive
    assertThat(TinyImage.map(folder, new GuidedBackpropagation(), FIRST))
        .containsExactly(new float[] {0.5f, 0.5f, 0, 0}, within(1e-6f));
    assertThat(TinyImage.map(folder, new GuidedBackpropagation(), SECOND))
        .containsExactly(new float[] {0, 0.25f, 0.25f, 0}, within(1e-6f));
    assertThat(TinyImage.map(folder, new GuidedBackpropagation(), FIRST.opposite()))
        .containsExactly(new float[] {0, 0.25f, 0.25f, 0}, within(1e-6f));
  }

  @Test
  void occlusionOfALinearNetworkIsWhatEachPatchAdds() throws Exception {
    // patches of one pixel: (2 R - G) / 4
    assertThat(TinyImage.map(folder, new Occlusion(), FIRST))
        .containsExactly(new float[] {2, 0.5f, -0.5f, 0}, within(1e-6f));
  }

  @Test
  void occlusionPatchesReachTheEdge() {
    assertThat(Occlusion.starts(10, 4)).containsExactly(0, 2, 4, 6);
    assertThat(Occlusion.starts(11, 4)).containsExactly(0, 2, 4, 6, 7);
    assertThat(Occlusion.starts(3, 3)).containsExactly(0);
    assertThat(Occlusion.starts(2, 1)).containsExactly(0, 1);
  }

  @Test
  void riseIsTheProbabilityOverItsMeanWhereAPixelIsSeen() throws Exception {
    int samples = 4;
    RandomMasks masks = new RandomMasks(TinyNetwork.SIZE, samples(samples).seed());
    float[][] drawn = new float[samples][4];
    double[] probabilities = new double[samples];
    double mean = 0;
    for (int i = 0; i < samples; i++) {
      masks.write(i, drawn[i]);
      double over = 0;
      for (int pixel = 0; pixel < 4; pixel++) {
        over += drawn[i][pixel] * (2 * RED[pixel] - 2 * GREEN[pixel]) / 4;
      }
      probabilities[i] = 1 / (1 + Math.exp(-over));
      mean += probabilities[i] / samples;
    }
    float[] expected = new float[4];
    for (int pixel = 0; pixel < 4; pixel++) {
      double sum = 0;
      double seen = 0;
      for (int i = 0; i < samples; i++) {
        sum += (probabilities[i] - mean) * drawn[i][pixel];
        seen += drawn[i][pixel];
      }
      expected[pixel] = (float) (sum / seen);
    }
    assertThat(TinyImage.map(folder, new Rise(samples(samples)), FIRST))
        .containsExactly(expected, within(1e-6f));
  }

  @Test
  void riseTellsWhatSpeaksForFromWhatSpeaksAgainst() throws Exception {
    // y_0 - y_1 = S(R - G) / 2: the first pixel speaks for class 0, the third against it
    float[] map = TinyImage.map(folder, new Rise(samples(500)), FIRST);
    assertThat(map[0]).isPositive();
    assertThat(map[2]).isNegative();
  }

  @Test
  void randomMasksAreTheSameInAnyOrderAndShowHalf() {
    RandomMasks masks = new RandomMasks(30, 3);
    float[] first = new float[900];
    float[] again = new float[900];
    double sum = 0;
    masks.write(0, first);
    for (int i = 1; i < 200; i++) {
      masks.write(i, again);
      assertThat(again).isNotEqualTo(first);
      for (float value : again) {
        assertThat(value).isBetween(0f, 1f);
        sum += value / again.length / 199;
      }
    }
    masks.write(0, again);
    assertThat(again).isEqualTo(first);
    assertThat(sum).isCloseTo(0.5, within(0.03));
  }
}
