package io.github.gradcam.model.keras.layer;

import static io.github.gradcam.model.keras.NetworkAnswer.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.keras.NetworkAnswer;
import io.github.gradcam.model.keras.SketchedModel;
import io.github.gradcam.model.layer.WeightArray;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Each kind of layer on small images, by hand. Each has a gradient, too. */
class LayerKindsTest {

  /** One channel: 1 2 3, 4 5 6, 7 8 9. */
  private static final WeightArray NINE = array(Shape.of(1, 3, 3, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9);

  /** One row of two pixels, two channels: (1, 2), (3, 4). */
  private static final WeightArray PAIRS = array(Shape.of(1, 1, 2, 2), 1, 2, 3, 4);

  private static final WeightArray ONE = array(Shape.of(1, 1, 1, 1), 1);

  private static WeightArray run(
      String className, String settings, WeightArray picture, WeightArray... weights) {
    FlatNetwork network = SketchedModel.single(className, settings, picture, weights);
    assertThat(NetworkAnswer.gradient(network, picture).shape()).isEqualTo(picture.shape());
    return NetworkAnswer.of(network, picture);
  }

  private static void assertValues(WeightArray found, Shape shape, double... values) {
    assertThat(found.shape()).isEqualTo(shape);
    assertThat(found.values()).containsExactly(array(shape, values).values(), within(1e-5f));
  }

  @Test
  void convolutionMayHaveAKernelOfOtherSidesAndABias() {
    // 1 + 10 * 4 + 0.5 ...
    WeightArray found =
        run(
            "Conv2D",
            "'filters': 1, 'kernel_size': [2, 1], 'strides': [1, 2]",
            NINE,
            array(Shape.of(2, 1, 1, 1), 1, 10),
            array(Shape.of(1), 0.5));
    assertValues(found, Shape.of(1, 2, 2, 1), 41.5, 63.5, 74.5, 96.5);
  }

  @Test
  void dilatedConvolutionLeavesPlacesOut() {
    String settings =
        "'filters': 1, 'kernel_size': [2, 2], 'dilation_rate': [2, 2], 'use_bias': false";
    var kernel = array(Shape.of(2, 2, 1, 1), 1, 10, 100, 1000);
    assertValues(run("Conv2D", settings, NINE, kernel), Shape.of(1, 1, 1, 1), 9731);
    // "same": one row and column of zeros before the first and after the last
    assertValues(
        run("Conv2D", settings + ", 'padding': 'same'", NINE, kernel),
        Shape.of(1, 3, 3, 1),
        5000,
        6400,
        500,
        8020,
        9731,
        802,
        50,
        64,
        5);
  }

  @Test
  void groupsAreConvolvedApart() {
    String settings = "'filters': 2, 'kernel_size': 1, 'groups': 2, 'use_bias': false";
    var kernel = array(Shape.of(1, 1, 1, 2), 10, 100);
    assertValues(run("Conv2D", settings, PAIRS, kernel), Shape.of(1, 1, 2, 2), 10, 200, 30, 400);
    // two channels a group: (1 + 2 * 2) * 10, (3 + 4 * 2) * 100
    var picture = array(Shape.of(1, 1, 1, 4), 1, 2, 3, 4);
    var pairs = array(Shape.of(1, 1, 2, 2), 10, 100, 20, 200);
    assertValues(run("Conv2D", settings, picture, pairs), Shape.of(1, 1, 1, 2), 50, 1100);
  }

  @Test
  void depthwiseConvolutionMultipliesChannels() {
    WeightArray found =
        run(
            "DepthwiseConv2D",
            "'kernel_size': [1, 1], 'depth_multiplier': 2",
            PAIRS,
            array(Shape.of(1, 1, 2, 2), 1, 10, 100, 1000),
            array(Shape.of(4), 0, 0, 0, 1));
    assertValues(found, Shape.of(1, 1, 2, 4), 1, 10, 200, 2001, 3, 30, 400, 4001);
  }

  @Test
  void dilatedDepthwiseConvolutionLeavesPlacesOut() {
    WeightArray found =
        run(
            "DepthwiseConv2D",
            "'kernel_size': 2, 'dilation_rate': 2, 'use_bias': false",
            NINE,
            array(Shape.of(2, 2, 1, 1), 1, 10, 100, 1000));
    assertValues(found, Shape.of(1, 1, 1, 1), 9731);
  }

  @Test
  void separableConvolutionMixesChannelsAfterwards() {
    // (1 * 10, 2 * 100) . (1, -1) + 0.5
    WeightArray found =
        run(
            "SeparableConv2D",
            "'filters': 1, 'kernel_size': 1",
            PAIRS,
            array(Shape.of(1, 1, 2, 1), 10, 100),
            array(Shape.of(1, 1, 2, 1), 1, -1),
            array(Shape.of(1), 0.5));
    assertValues(found, Shape.of(1, 1, 2, 1), -189.5, -369.5);
  }

  @Test
  void transposedConvolutionEnlarges() {
    var picture = array(Shape.of(1, 1, 2, 1), 1, 2);
    WeightArray found =
        run(
            "Conv2DTranspose",
            "'filters': 1, 'kernel_size': [1, 2], 'strides': [1, 2]",
            picture,
            array(Shape.of(1, 2, 1, 1), 1, 10),
            array(Shape.of(1), 0.5));
    assertValues(found, Shape.of(1, 1, 4, 1), 1.5, 10.5, 2.5, 20.5);
  }

  @Test
  void denseWorksAtEachPlaceOfAnImage() {
    WeightArray found =
        run("Dense", "'units': 1", PAIRS, array(Shape.of(2, 1), 1, 10), array(Shape.of(1), 0.5));
    assertValues(found, Shape.of(1, 1, 2, 1), 21.5, 43.5);
  }

  @Test
  void poolingTakesWindows() {
    String window = "'pool_size': [1, 2], 'strides': [1, 1], 'padding': 'valid'";
    assertValues(run("MaxPooling2D", window, NINE), Shape.of(1, 3, 2, 1), 2, 3, 5, 6, 8, 9);
    assertValues(
        run("AveragePooling2D", window, NINE), Shape.of(1, 3, 2, 1), 1.5, 2.5, 4.5, 5.5, 7.5, 8.5);
    assertValues(
        run("AveragePooling2D", "'pool_size': 2, 'padding': 'same'", NINE),
        Shape.of(1, 2, 2, 1),
        3,
        4.5,
        7.5,
        9);
  }

  @Test
  void globalPoolingMayKeepItsAxes() {
    assertValues(run("GlobalMaxPooling2D", "", PAIRS), Shape.of(1, 2), 3, 4);
    assertValues(
        run("GlobalAveragePooling2D", "'keepdims': true", PAIRS), Shape.of(1, 1, 1, 2), 2, 3);
  }

  @Test
  void batchNormalizationMayLackGammaOrBeta() {
    var mean = array(Shape.of(1), 5);
    var variance = array(Shape.of(1), 3.999);
    WeightArray found =
        run(
            "BatchNormalization",
            "'axis': [3], 'scale': false, 'center': false, 'epsilon': 0.001",
            NINE,
            mean,
            variance);
    assertValues(found, Shape.of(1, 3, 3, 1), -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2);
  }

  @Test
  void layerNormalizationUsesTheChannelsOfAPlace() {
    // mean 1.5, variance 0.25: -1 and 1, times gamma, plus beta
    WeightArray found =
        run(
            "LayerNormalization",
            "'axis': [3], 'epsilon': 0",
            PAIRS,
            array(Shape.of(2), 10, 20),
            array(Shape.of(2), 1, 2));
    assertValues(found, Shape.of(1, 1, 2, 2), -9, 22, -9, 22);
  }

  @Test
  void groupNormalizationUsesAllPlacesOfAGroup() {
    // channel 0: 1 and 3, channel 1: 2 and 4; each -1 and 1
    WeightArray found =
        run(
            "GroupNormalization",
            "'groups': 2, 'axis': -1, 'epsilon': 0",
            PAIRS,
            array(Shape.of(2), 10, 20),
            array(Shape.of(2), 1, 2));
    assertValues(found, Shape.of(1, 1, 2, 2), -9, -18, 11, 22);
  }

  @Test
  void unitNormalizationGivesLengthOne() {
    var picture = array(Shape.of(1, 1, 1, 2), 3, 4);
    assertValues(run("UnitNormalization", "'axis': -1", picture), Shape.of(1, 1, 1, 2), 0.6, 0.8);
  }

  @Test
  void normalizationTakesItsNumbersFromSettingsOrWeights() {
    assertValues(
        run("Normalization", "'axis': [-1], 'mean': [1, 2], 'variance': [4, 9]", PAIRS),
        Shape.of(1, 1, 2, 2),
        0,
        0,
        1,
        2 / 3.0);
    assertValues(
        run(
            "Normalization",
            "'axis': [-1], 'mean': null, 'variance': null",
            PAIRS,
            array(Shape.of(2), 1, 2),
            array(Shape.of(2), 4, 9)),
        Shape.of(1, 1, 2, 2),
        0,
        0,
        1,
        2 / 3.0);
  }

  @Test
  void rescalingMayDifferByChannel() {
    assertValues(
        run("Rescaling", "'scale': [10, 100], 'offset': -1", PAIRS),
        Shape.of(1, 1, 2, 2),
        9,
        199,
        29,
        399);
  }

  @Test
  void paddingAndCroppingDifferBySide() {
    assertValues(
        run("ZeroPadding2D", "'padding': [[1, 0], [0, 2]]", ONE),
        Shape.of(1, 2, 3, 1),
        0,
        0,
        0,
        1,
        0,
        0);
    assertValues(
        run("Cropping2D", "'cropping': [[1, 0], [0, 2]]", NINE), Shape.of(1, 2, 1, 1), 4, 7);
    assertValues(run("CenterCrop", "'height': 1, 'width': 3", NINE), Shape.of(1, 1, 3, 1), 4, 5, 6);
  }

  @Test
  void upSamplingRepeatsOrMixes() {
    var row = array(Shape.of(1, 1, 2, 1), 0, 4);
    assertValues(run("UpSampling2D", "'size': [1, 2]", row), Shape.of(1, 1, 4, 1), 0, 0, 4, 4);
    assertValues(
        run("UpSampling2D", "'size': [1, 2], 'interpolation': 'bilinear'", row),
        Shape.of(1, 1, 4, 1),
        0,
        1,
        3,
        4);
    assertValues(run("Resizing", "'height': 1, 'width': 1", row), Shape.of(1, 1, 1, 1), 2);
    assertValues(
        run("Resizing", "'height': 1, 'width': 1, 'crop_to_aspect_ratio': true", NINE),
        Shape.of(1, 1, 1, 1),
        5);
  }

  @Test
  void reshapeFindsTheSideThatIsLeftOpen() {
    assertThat(run("Reshape", "'target_shape': [-1, 3]", NINE).shape())
        .isEqualTo(Shape.of(1, 3, 3));
    assertValues(run("Flatten", "", PAIRS), Shape.of(1, 4), 1, 2, 3, 4);
  }

  @Test
  void permuteCountsAxesFromOne() {
    assertValues(run("Permute", "'dims': [3, 2, 1]", PAIRS), Shape.of(1, 2, 2, 1), 1, 3, 2, 4);
  }

  @Test
  void preluHasASlopeOfItsOwn() {
    var picture = array(Shape.of(1, 1, 2, 1), -2, 3);
    assertValues(
        run("PReLU", "'shared_axes': [1, 2]", picture, array(Shape.of(1, 1, 1), 0.25)),
        Shape.of(1, 1, 2, 1),
        -0.5,
        3);
  }

  @Test
  void layerScaleMultipliesChannels() {
    assertValues(
        run("LayerScale", "'projection_dim': 2", PAIRS, array(Shape.of(2), 10, 100)),
        Shape.of(1, 1, 2, 2),
        10,
        200,
        30,
        400);
  }

  @Test
  void layersForTrainingPassAllOn() {
    for (String name : PassingLayers.NAMES) {
      assertThat(run(name, "'rate': 0.9", NINE).values()).containsExactly(NINE.values());
    }
  }
}
