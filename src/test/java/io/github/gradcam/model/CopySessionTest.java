package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.device.Device;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.layer.Normalization;
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
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A second processor, which TensorFlow makes of the first, stands for a second graphics card. */
class CopySessionTest {

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
    float[][] expected = plain.probabilities(pixels, COUNT);
    float[][] found = placed.probabilities(pixels, COUNT);
    for (int i = 0; i < COUNT; i++) {
      assertThat(found[i]).containsExactly(expected[i], within(1e-5f));
    }
  }

  @Test
  void gradientsAreThoseOfThePlainSession() {
    assertThat(values(placed, gradient(placed)))
        .containsExactly(values(plain, gradient(plain)), within(1e-5f));
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
    float[][] expected = placed.probabilities(pixels, COUNT);
    Callable<float[][]> answer = () -> placed.probabilities(pixels, COUNT);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<float[][]>> answers =
          IntStream.range(0, 30).mapToObj(i -> threads.submit(answer)).toList();
      for (int i = 0; i < 3; i++) {
        assertThat(values(placed, gradient(placed))).hasSize(pixels.length);
      }
      for (Future<float[][]> each : answers) {
        for (int i = 0; i < COUNT; i++) {
          assertThat(each.get()[i]).containsExactly(expected[i], within(1e-5f));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void everyOpNamesTheCard() {
    gradient(placed);
    GraphDef graph = ExecutionCopy.placed(placed.graph().toGraphDef(), Device.gpu(1));
    assertThat(graph.getNodeList()).hasSizeGreaterThan(100);
    assertThat(graph.getNodeList()).allMatch(node -> node.getDevice().equals("/device:GPU:1"));
  }

  @Test
  void whereThereIsNoSuchCardTheProcessorComputes() {
    Execution missing = new Execution(Precision.FLOAT32, Device.gpu(7));
    try (Classifier classifier = Classifier.untrained(CARD, missing, 3)) {
      assertThat(classifier.probabilities(pixels, COUNT)[0])
          .containsExactly(plain.probabilities(pixels, COUNT)[0], within(1e-5f));
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

  private static final Endpoints SCORES =
      new Endpoints("images", "images", "scores", "scores", Normalization.NONE, null);

  /** A graph with ops {@code images}, {@code depthwise}, {@code scale}, {@code scores}. */
  private static Graph depthwise() {
    Graph graph = new Graph();
    Ops tf = Ops.create(graph);
    var images =
        tf.withName("images").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2, 2, 3)));
    var kernel = tf.constant(Shape.of(1, 1, 3, 1), DataBuffers.of(2f, 2f, 2f));
    var conv =
        tf.withName("depthwise")
            .nn
            .depthwiseConv2dNative(images, kernel, List.of(1L, 1L, 1L, 1L), "VALID");
    var scaled = tf.withName("scale").math.mul(conv, tf.array(3f));
    tf.withName("scores").math.mean(tf.math.mul(scaled, scaled), tf.array(1, 2));
    return graph;
  }

  private static TFloat32 ones() {
    float[] values = new float[12];
    java.util.Arrays.fill(values, 1);
    return TFloat32.tensorOf(Shape.of(1, 2, 2, 3), DataBuffers.of(values));
  }

  private static float first(NetworkSession session, Graph graph, String end) {
    try (TFloat32 images = ones();
        Result result =
            session
                .runner()
                .feed(graph.operationOrThrow("images").output(0), images)
                .fetch(graph.operationOrThrow(end).output(0))
                .run()) {
      float[] values = new float[(int) ((TFloat32) result.get(0)).size()];
      ((TFloat32) result.get(0)).copyTo(DataBuffers.of(values, false, false));
      return values[0];
    }
  }

  @Test
  void networkWithoutScaledDepthwiseConvolutionsRunsInItsOwnGraph() {
    assertThat(plain.session()).isInstanceOf(PlainSession.class);
    assertThat(placed.session()).isInstanceOf(CopySession.class);
  }

  @Test
  void valuesBeforeTheScalingAreThoseOfTheConvolutionWheneverTheyAreAskedFor() {
    try (Graph graph = depthwise()) {
      NetworkSession session = NetworkSession.of(graph, SCORES, Execution.of(Precision.FLOAT32));
      assertThat(session).isInstanceOf(CopySession.class);
      assertThat(first(session, graph, "scores")).isEqualTo(36);
      assertThat(first(session, graph, "scale")).isEqualTo(6);
      assertThat(first(session, graph, "depthwise")).isEqualTo(2);
      assertThat(first(session, graph, "scores")).isEqualTo(36);
      session.close();
    }
  }

  @Test
  void activationsThatAreFedTakeThePlaceOfTheConvolution() {
    try (Graph graph = depthwise();
        TFloat32 fed = ones()) {
      NetworkSession session = NetworkSession.of(graph, SCORES, Execution.of(Precision.FLOAT32));
      first(session, graph, "scores");
      try (Result result =
          session
              .runner()
              .feed(graph.operationOrThrow("depthwise").output(0), fed)
              .fetch(graph.operationOrThrow("scores").output(0))
              .run()) {
        assertThat(((TFloat32) result.get(0)).getFloat(0, 0)).isEqualTo(9);
      }
      session.close();
    }
  }

  @Test
  void gradientsThatAreAddedLaterAreThoseOfTheGraph() {
    try (Graph graph = depthwise()) {
      NetworkSession session = NetworkSession.of(graph, SCORES, Execution.of(Precision.FLOAT32));
      first(session, graph, "scores");
      Output<?>[] at = {graph.operationOrThrow("images").output(0)};
      Output<?> slope = graph.addGradients(graph.operationOrThrow("scores").output(0), at)[0];
      assertThat(first(session, graph, slope.op().name())).isEqualTo(2 * 36 / 4f);
      session.close();
    }
  }
}
