package io.github.gradcam.model.layer;

import static io.github.gradcam.model.layer.LayerRun.NINE;
import static io.github.gradcam.model.layer.LayerRun.array;
import static io.github.gradcam.model.layer.LayerRun.frozen;
import static io.github.gradcam.model.layer.Layers.add;
import static io.github.gradcam.model.layer.Layers.conv2d;
import static io.github.gradcam.model.layer.Layers.dense;
import static io.github.gradcam.model.layer.Layers.depthwiseConv2d;
import static io.github.gradcam.model.layer.Layers.dropout;
import static io.github.gradcam.model.layer.Layers.flatten;
import static io.github.gradcam.model.layer.Layers.globalAveragePooling2d;
import static io.github.gradcam.model.layer.Layers.maxPooling2d;
import static io.github.gradcam.model.layer.Layers.relu;
import static io.github.gradcam.model.layer.Layers.zeroPadding2d;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Layers on the image 1 2 3, 4 5 6, 7 8 9, by hand. */
class LayersTest {

  private static final WeightArray DIAGONAL = array(Shape.of(2, 2, 1, 1), 1, 0, 0, 10);
  private static final WeightArray ROW = array(Shape.of(1, 2), 3, 5);

  @Test
  void validConvolutionIsTheSumUnderTheKernel() {
    // 1 + 10 * 5, 2 + 10 * 6, 4 + 10 * 8, 5 + 10 * 9
    WeightArray out = frozen(conv2d(1, 2).valid(), Map.of("conv2d/kernel", DIAGONAL), NINE);
    assertThat(out.shape()).isEqualTo(Shape.of(1, 2, 2, 1));
    assertThat(out.values()).containsExactly(51, 62, 84, 95);
  }

  @Test
  void sameConvolutionPadsZerosAfterTheLastRowAndColumn() {
    WeightArray out = frozen(conv2d(1, 2), Map.of("conv2d/kernel", DIAGONAL), NINE);
    assertThat(out.shape()).isEqualTo(Shape.of(1, 3, 3, 1));
    assertThat(out.values()).containsExactly(51, 62, 3, 84, 95, 6, 7, 8, 9);
  }

  @Test
  void stridedConvolutionTakesEverySecondPlace() {
    WeightArray out = frozen(conv2d(1, 2).strides(2), Map.of("conv2d/kernel", DIAGONAL), NINE);
    assertThat(out.values()).containsExactly(51, 3, 7, 9);
  }

  @Test
  void biasIsAddedToEachFilter() {
    var kernel = array(Shape.of(1, 1, 1, 2), 1, -1);
    var bias = array(Shape.of(2), 100, 200);
    var pixel = array(Shape.of(1, 1, 1, 1), 7);
    WeightArray out =
        frozen(
            conv2d(2, 1).withBias(), Map.of("conv2d/kernel", kernel, "conv2d/bias", bias), pixel);
    assertThat(out.values()).containsExactly(107, 193);
  }

  @Test
  void convolutionOfNothingIsRefused() {
    assertThatThrownBy(() -> conv2d(0, 3))
        .hasMessage("Expected filters, kernel and stride of at least 1, found 0, 3 and 1");
  }

  @Test
  void depthwiseConvolutionKeepsChannelsApart() {
    var kernel = array(Shape.of(1, 1, 2, 1), 2, -3);
    var picture = array(Shape.of(1, 1, 2, 2), 1, 10, 2, 20);
    WeightArray out =
        frozen(depthwiseConv2d(1), Map.of("depthwise_conv2d/depthwise_kernel", kernel), picture);
    assertThat(out.values()).containsExactly(2, -30, 4, -60);
  }

  @Test
  void maxPoolingTakesTheLargestOfEachWindow() {
    assertThat(frozen(maxPooling2d(2, 2), Map.of(), NINE).values()).containsExactly(5, 6, 8, 9);
    assertThat(frozen(new MaxPooling2D(2, 1, Padding.VALID), Map.of(), NINE).values())
        .containsExactly(5, 6, 8, 9);
  }

  @Test
  void zeroPaddingSurroundsTheImage() {
    WeightArray out = frozen(zeroPadding2d(1), Map.of(), array(Shape.of(1, 1, 1, 1), 7));
    assertThat(out.shape()).isEqualTo(Shape.of(1, 3, 3, 1));
    assertThat(out.values()).containsExactly(0, 0, 0, 0, 7, 0, 0, 0, 0);
  }

  @Test
  void globalAverageIsTheMeanOfEachChannel() {
    var picture = array(Shape.of(1, 2, 1, 2), 1, 10, 3, 30);
    WeightArray out = frozen(globalAveragePooling2d(), Map.of(), picture);
    assertThat(out.shape()).isEqualTo(Shape.of(1, 2));
    assertThat(out.values()).containsExactly(2, 20);
  }

  @Test
  void denseIsTheProductWithTheMatrixAndTheBias() {
    // 3 * 1 + 5 * 10 + 0.5, 3 * 2 + 5 * 20 - 0.5
    var kernel = array(Shape.of(2, 2), 1, 2, 10, 20);
    var bias = array(Shape.of(2), 0.5, -0.5);
    WeightArray out = frozen(dense(2), Map.of("dense/kernel", kernel, "dense/bias", bias), ROW);
    assertThat(out.values()).containsExactly(53.5f, 105.5f);
  }

  @Test
  void denseBeforePoolingIsRefused() {
    assertThatThrownBy(() -> frozen(dense(2), Map.of(), NINE))
        .hasMessageContaining("Expected features [N, C] before a dense layer")
        .hasMessageContaining("flatten or pool first");
  }

  @Test
  void reluKeepsWhatIsPositive() {
    assertThat(frozen(relu(), Map.of(), array(Shape.of(1, 3), -1, 0, 2)).values())
        .containsExactly(0, 0, 2);
  }

  @Test
  void addIsTheSumOfBothBranches() {
    assertThat(frozen(add(), Map.of(), ROW, array(Shape.of(1, 2), 10, 20)).values())
        .containsExactly(13, 25);
    assertThatThrownBy(() -> frozen(add(), Map.of(), ROW))
        .hasMessage("Expected two inputs of an add layer, found 1");
  }

  @Test
  void flattenKeepsTheOrderOfRowsColumnsChannels() {
    WeightArray out = frozen(flatten(), Map.of(), NINE);
    assertThat(out.shape()).isEqualTo(Shape.of(1, 9));
    assertThat(out.values()).containsExactly(NINE.values());
  }

  @Test
  void frozenDropoutPassesAllOn() {
    assertThat(frozen(dropout(0.9f), Map.of(), NINE).values()).containsExactly(NINE.values());
    assertThatThrownBy(() -> dropout(1)).hasMessageContaining("[0, 1), found 1.0");
  }

  @Test
  void frozenBatchNormalizationUsesTheMovingAverages() {
    // 2 * (x - 5) / sqrt(3.999 + 0.001) + 1 = x - 4
    Map<String, WeightArray> weights =
        Map.of(
            "batch_normalization/gamma", array(Shape.of(1), 2),
            "batch_normalization/beta", array(Shape.of(1), 1),
            "batch_normalization/moving_mean", array(Shape.of(1), 5),
            "batch_normalization/moving_variance", array(Shape.of(1), 3.999));
    assertThat(frozen(Layers.batchNormalization(), weights, NINE).values())
        .containsExactly(new float[] {-3, -2, -1, 0, 1, 2, 3, 4, 5}, within(1e-4f));
  }

  @Test
  void missingWeightIsNamedWithItsShape() {
    assertThatThrownBy(() -> frozen(conv2d(1, 2), Map.of(), NINE))
        .hasMessageContaining("Expected a weight 'conv2d/kernel' of shape [2, 2, 1, 1], found none")
        .hasMessageContaining("another architecture?");
  }

  @Test
  void weightOfAnotherShapeIsRefused() {
    assertThatThrownBy(() -> frozen(conv2d(1, 3), Map.of("conv2d/kernel", DIAGONAL), NINE))
        .hasMessageContaining("of shape [3, 3, 1, 1], found [2, 2, 1, 1]");
  }

  @Test
  void weightsNeedAsManyValuesAsTheirShape() {
    assertThatThrownBy(() -> array(Shape.of(2, 2), 1, 2, 3))
        .hasMessageContaining("Expected 4 values for shape [2, 2], found 3");
  }
}
