package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gradcam.model.device.Device;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.layer.Architecture;
import io.github.gradcam.model.layer.TrainableNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RewriterConfig.Toggle;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class ExecutionTest {

  private static final int SIZE = 32;

  private static ConfigProto config(Precision precision, Device device) {
    return new Execution(precision, device).sessionConfig();
  }

  @Test
  void onTheProcessorNoCardIsTouched() {
    assertThat(config(Precision.FLOAT32, Device.CPU).getDeviceCountOrThrow("GPU")).isZero();
    assertThat(config(Precision.FLOAT32, Device.gpu(0)).getDeviceCountMap()).isEmpty();
  }

  @Test
  void theMemoryOfACardGrowsAsItIsNeeded() {
    ConfigProto config = config(Precision.MIXED, Device.gpu(1));
    assertThat(config.getGpuOptions().getAllowGrowth()).isTrue();
    assertThat(config.getGpuOptions().getVisibleDeviceList()).isEmpty();
    assertThat(config.getAllowSoftPlacement()).isTrue();
  }

  @Test
  void namesAreThoseThatUsersGive() {
    assertThat(Device.CPU).hasToString("cpu");
    assertThat(Device.gpu(2)).hasToString("gpu:2");
    assertThat(Device.gpu(2).graphName()).isEqualTo("/device:GPU:2");
    assertThatThrownBy(() -> Device.gpu(-1))
        .hasMessage("Expected a device number of at least 0, found -1");
  }

  @Test
  void float16ForCardsChangesNothingOnTheProcessor() {
    ConfigProto mixed = config(Precision.MIXED, Device.CPU);
    ConfigProto.Builder without = mixed.toBuilder();
    without
        .getGraphOptionsBuilder()
        .getRewriteOptionsBuilder()
        .setAutoMixedPrecision(Toggle.DEFAULT);
    assertThat(without.build()).isNotEqualTo(mixed);
    assumeTrue(
        KernelRuntime.settle().report().wrong(Precision.MIXED).isEmpty(),
        "needs a processor on which mixed precision is right");
    assertThat(logits(mixed)).isEqualTo(logits(without.build()));
  }

  private static float[] logits(ConfigProto config) {
    ModelCard card = ModelCard.unsaved("scenes", List.of("a", "b", "c"), SIZE);
    byte[] pixels = new byte[SIZE * SIZE * 3];
    new java.util.Random(1).nextBytes(pixels);
    var weights = TrainableNetwork.initialWeights(Architecture.of("scenes"), 3, SIZE, 1);
    try (Graph graph = FrozenNetwork.build(weights, card);
        Session session = new Session(graph, config);
        TUint8 images =
            TUint8.tensorOf(Shape.of(1, SIZE, SIZE, 3), DataBuffers.of(pixels, true, false));
        Result result =
            session
                .runner()
                .feed(Endpoints.OWN.images(), images)
                .fetch(Endpoints.OWN.logits())
                .run()) {
      TFloat32 row = (TFloat32) result.get(0);
      return new float[] {row.getFloat(0, 0), row.getFloat(0, 1), row.getFloat(0, 2)};
    }
  }
}
