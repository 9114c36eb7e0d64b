package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A second processor, which TensorFlow makes of the first, stands for a second graphics card. */
class PlacedSessionTest {

  private static final int SIZE = 32;
  private static final int COUNT = 2;
  private static final ModelCard CARD = ModelCard.unsaved("scenes", List.of("a", "b", "c"), SIZE);
  private static final Device SECOND = new Device(Device.Kind.CPU, 1);

  private final byte[] pixels = new byte[COUNT * SIZE * SIZE * 3];
  private Classifier plain;
  private Classifier placed;

  @BeforeEach
  void load() {
    new java.util.Random(1).nextBytes(pixels);
    plain = Classifier.untrained(CARD, new Execution(Precision.FLOAT32, Device.CPU), 3);
    placed = Classifier.untrained(CARD, new Execution(Precision.FLOAT32, SECOND), 3);
  }

  @AfterEach
  void close() {
    plain.close();
    placed.close();
  }

  private static Output<TFloat32> gradient(Classifier classifier) {
    Output<?>[] at = {classifier.input()};
    return classifier
        .graph()
        .addGradients(classifier.probabilities(), at)[0]
        .expect(TFloat32.class);
  }

  private float[] values(Classifier classifier, Output<TFloat32> output) {
    try (TUint8 images = classifier.images(pixels, COUNT);
        Result result =
            classifier.session().runner().feed(classifier.images(), images).fetch(output).run()) {
      TFloat32 tensor = (TFloat32) result.get(0);
      float[] values = new float[(int) tensor.size()];
      tensor.copyTo(org.tensorflow.ndarray.buffer.DataBuffers.of(values, false, false));
      return values;
    }
  }

  private RunMetadata traced(Classifier classifier, Output<?> output) {
    RunOptions options = RunOptions.newBuilder().setOutputPartitionGraphs(true).build();
    try (TUint8 images = classifier.images(pixels, COUNT);
        Result result =
            classifier
                .session()
                .runner()
                .feed(classifier.images(), images)
                .fetch(output)
                .options(options)
                .run()) {
      return result.getMetadata().orElseThrow();
    }
  }

  /** The devices of all ops that compute; what is fed and fetched passes by the processor. */
  private static Set<String> devices(RunMetadata run) {
    return run.getPartitionGraphsList().stream()
        .map(GraphDef::getNodeList)
        .flatMap(List::stream)
        .filter(node -> !Set.of("_Arg", "_Retval", "_Send", "_Recv", "NoOp").contains(node.getOp()))
        .map(NodeDef::getDevice)
        .map(device -> device.substring(device.lastIndexOf("/device:")))
        .collect(Collectors.toSet());
  }

  @Test
  void answersAreThoseOfThePlainSession() {
    assertThat(placed.probabilities(pixels, COUNT)).isEqualTo(plain.probabilities(pixels, COUNT));
  }

  @Test
  void gradientsAreThoseOfThePlainSession() {
    assertThat(values(placed, gradient(placed))).isEqualTo(values(plain, gradient(plain)));
  }

  @Test
  void everyOpOfTheNetworkRunsOnItsDevice() {
    assertThat(devices(traced(placed, placed.logits()))).containsExactly("/device:CPU:1");
    assertThat(devices(traced(plain, plain.logits()))).containsExactly("/device:CPU:0");
  }

  @Test
  void everyOpOfTheGradientRunsOnTheDeviceAlsoWhenItIsAddedAfterARun() {
    placed.probabilities(pixels, COUNT);
    Output<TFloat32> gradient = gradient(placed);
    RunMetadata run = traced(placed, gradient);
    assertThat(devices(run)).containsExactly("/device:CPU:1");
    assertThat(run.getPartitionGraphsList().toString()).contains("Conv2DBackpropInput");
  }

  @Test
  void runsOfSeveralThreadsOutliveTheOpsThatAreAddedMeanwhile() throws Exception {
    float[][] expected = plain.probabilities(pixels, COUNT);
    Callable<float[][]> answer = () -> placed.probabilities(pixels, COUNT);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<float[][]>> answers =
          IntStream.range(0, 30).mapToObj(i -> threads.submit(answer)).toList();
      for (int i = 0; i < 3; i++) {
        assertThat(values(placed, gradient(placed))).hasSize(pixels.length);
      }
      for (Future<float[][]> each : answers) {
        assertThat(each.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void everyOpNamesTheCard() {
    gradient(placed);
    GraphDef graph = PlacedSession.placed(placed.graph().toGraphDef(), Device.gpu(1));
    assertThat(graph.getNodeList()).hasSizeGreaterThan(100);
    assertThat(graph.getNodeList()).allMatch(node -> node.getDevice().equals("/device:GPU:1"));
  }

  @Test
  void whereThereIsNoSuchCardTheProcessorComputes() {
    Execution missing = new Execution(Precision.FLOAT32, Device.gpu(7));
    try (Classifier classifier = Classifier.untrained(CARD, missing, 3)) {
      assertThat(classifier.probabilities(pixels, COUNT))
          .isEqualTo(plain.probabilities(pixels, COUNT));
    }
  }

  @Test
  void closedTwiceItRefusesToRun() {
    placed.close();
    placed.close();
    assertThatThrownBy(() -> placed.session().runner().run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
