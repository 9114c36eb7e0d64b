package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.foreign.lowering.Orders;
import io.github.gradcam.model.foreign.lowering.PaddedConvolution;
import io.github.gradcam.model.foreign.lowering.TransposedConvolution;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Window;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Output;

/** Convolutions, forwards and backwards. */
final class Convolutions {

  private Convolutions() {}

  static Value forward(OnnxNode node) {
    Value maps = node.input(0);
    Value kernel = node.input(1);
    long[] places = node.places(maps);
    long groups = groups(node);
    Dimension channels = maps.size(1);
    if (!channels.isKnown()
        || kernel.rank() != maps.rank()
        || !kernel.size(1).times(Dimension.of(groups)).equals(channels)
        || kernel.size(0).factor() % groups != 0) {
      throw node.problem(
          "a kernel [filters, channels / groups, ...] for feature maps %s in %d groups, found %s"
              .formatted(maps.shape(), groups, kernel.shape()));
    }
    Window window = Windows.of(node, sides(kernel), places);
    GraphWriter writer = node.writer();
    Output<?> made =
        new PaddedConvolution(writer, window, groups)
            .apply(writer.channelsLast(maps), places, channels.factor(), kernel);
    return writer.maps(biased(node, made), maps);
  }

  static Value backward(OnnxNode node) {
    Value maps = node.input(0);
    KnownTensor kernel = TransposedConvolution.known(node.input(1));
    long[] places = node.places(maps);
    int axes = places.length;
    long groups = groups(node);
    if (kernel.rank() != maps.rank()
        || !maps.size(1).is(kernel.shape()[0])
        || kernel.shape()[0] % groups != 0) {
      throw node.problem(
          "a kernel [channels, filters / groups, ...] for feature maps %s, found %s"
              .formatted(maps.shape(), kernel));
    }
    Window asked = Windows.of(node, sides(node.input(1)), ones(axes));
    long[] more = node.integers("output_padding", axes, 0);
    long[] begin = asked.begin();
    long[] sides = new long[axes];
    long[] wanted = node.integers("output_shape").orElse(null);
    String auto = node.word("auto_pad", "NOTSET");
    for (int i = 0; i < axes; i++) {
      long reach = (asked.kernel()[i] - 1) * asked.dilations()[i] + 1;
      long full = asked.strides()[i] * (places[i] - 1) + more[i] + reach;
      if (wanted != null || auto.startsWith("SAME")) {
        sides[i] =
            wanted == null ? places[i] * asked.strides()[i] : wanted[wanted.length - axes + i];
        long total = Math.max(0, full - sides[i]);
        begin[i] = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
      } else {
        sides[i] = full - begin[i] - asked.end()[i];
      }
      if (sides[i] < 1) {
        throw node.problem("pads that leave something, found " + Arrays.toString(sides));
      }
    }
    Window window =
        new Window(asked.kernel(), asked.strides(), asked.dilations(), begin, asked.end(), false);
    GraphWriter writer = node.writer();
    List<Dimension> shape = Orders.inMemory(maps.shape(), Orders.channelsLast(maps.rank()));
    Output<?> made =
        new TransposedConvolution(writer, window, groups, sides)
            .apply(writer.channelsLast(maps), shape, kernel);
    return writer.maps(biased(node, made), maps);
  }

  private static Output<?> biased(OnnxNode node, Output<?> made) {
    return node.has(2) ? node.writer().op("BiasAdd", made, node.named(2)).get() : made;
  }

  private static long groups(OnnxNode node) {
    long groups = node.integer("group", 1);
    if (groups < 1) {
      throw node.problem("1 group or more, found " + groups);
    }
    return groups;
  }

  private static long[] sides(Value kernel) {
    return kernel.shape().subList(2, kernel.rank()).stream().mapToLong(Dimension::factor).toArray();
  }

  private static long[] ones(int count) {
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
