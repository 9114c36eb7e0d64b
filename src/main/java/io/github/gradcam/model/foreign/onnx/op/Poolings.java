package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.PaddedPooling;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Window;
import java.util.function.UnaryOperator;
import org.tensorflow.Output;

/** Poolings over windows, and over all places. */
final class Poolings {

  private Poolings() {}

  /** Pools feature maps with the channels last. */
  @FunctionalInterface
  private interface Pool {
    Output<?> of(PaddedPooling pooling, Output<?> maps, long[] places);
  }

  static Value max(OnnxNode node) {
    if (node.outputs() > 1 && !node.proto().getOutput(1).isEmpty()) {
      throw node.problem("the maxima alone, found their indices asked for, too");
    }
    return pooled(node, PaddedPooling::max);
  }

  static Value mean(OnnxNode node) {
    boolean counting = node.integer("count_include_pad", 0) != 0;
    return pooled(node, (pooling, maps, places) -> pooling.mean(maps, places, counting));
  }

  /** The p-th root of the sum of the p-th powers. */
  static Value norm(OnnxNode node) {
    double power = node.integer("p", 2);
    GraphWriter writer = node.writer();
    return pooled(
        node,
        (pooling, maps, places) ->
            root(writer, pooling.sum(powers(writer, maps, power), places), power));
  }

  static Value globalNorm(OnnxNode node) {
    double power = node.integer("p", 2);
    GraphWriter writer = node.writer();
    return global(node, "Sum", x -> powers(writer, x, power), sum -> root(writer, sum, power));
  }

  static Value globalMean(OnnxNode node) {
    return global(node, "Mean", x -> x, x -> x);
  }

  static Value globalMax(OnnxNode node) {
    return global(node, "Max", x -> x, x -> x);
  }

  private static Output<?> powers(GraphWriter writer, Output<?> x, double power) {
    if (power == 2) {
      return writer.op("Square", x).get();
    }
    Output<?> size = writer.op("Abs", x).get();
    return power == 1 ? size : writer.op("Pow", size, writer.scalar(power)).get();
  }

  private static Output<?> root(GraphWriter writer, Output<?> sum, double power) {
    if (power == 2) {
      return writer.op("Sqrt", sum).get();
    }
    return power == 1 ? sum : writer.op("Pow", sum, writer.scalar(1 / power)).get();
  }

  private static Value pooled(OnnxNode node, Pool pool) {
    Value maps = node.input(0);
    long[] places = node.places(maps);
    long[] kernel =
        node.integers("kernel_shape").orElseThrow(() -> node.problem("a kernel_shape, found none"));
    Window window = Windows.of(node, kernel, places);
    Output<?> made =
        pool.of(new PaddedPooling(node.writer(), window), node.writer().channelsLast(maps), places);
    return node.writer().maps(made, maps);
  }

  private static Value global(
      OnnxNode node, String op, UnaryOperator<Output<?>> before, UnaryOperator<Output<?>> after) {
    Value maps = node.input(0);
    GraphWriter writer = node.writer();
    int[] axes = OnnxNode.range(1, maps.rank() - 1);
    if (axes.length == 0) {
      throw node.problem("feature maps [N, C, ...], found " + maps.shape());
    }
    node.join(maps, OnnxNode.range(2, maps.rank()));
    Output<?> last = before.apply(writer.channelsLast(maps));
    Output<?> made = writer.op(op, last, writer.ints(axes)).attr("keep_dims", true).get();
    return writer.maps(after.apply(made), maps);
  }

  /** Local response normalisation, over neighbouring channels. */
  static Value response(OnnxNode node) {
    Value maps = node.input(0);
    long size = node.integer("size", 1);
    if (size % 2 == 0 || maps.rank() != 4) {
      throw node.problem(
          "an odd number of channels around each and feature maps [N, C, h, w], found %d and %s"
              .formatted(size, maps.shape()));
    }
    GraphWriter writer = node.writer();
    Output<?> made =
        writer
            .op("LRN", writer.channelsLast(maps))
            .attr("depth_radius", size / 2)
            .attr("alpha", node.real("alpha", 1e-4) / size)
            .attr("beta", node.real("beta", 0.75))
            .attr("bias", node.real("bias", 1))
            .get();
    return writer.maps(made, maps);
  }
}
