package io.github.gradcam.explain.export.onnx.op;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integer;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integers;

import io.github.gradcam.model.foreign.lowering.KnownTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Ops that slide a window over maps. */
final class WindowOps {

  private static final int AXES = 2;

  private WindowOps() {}

  static void addTo(Map<String, Translation> all) {
    all.put("Conv2D", Translation.of(WindowOps::convolution));
    all.put("DepthwiseConv2dNative", Translation.of(WindowOps::depthwise));
    all.put("Conv2DBackpropInput", Translation.of(WindowOps::transposed));
    all.put("MaxPool", Translation.of(step -> pooled(step, "MaxPool")));
    all.put("MaxPoolV2", Translation.of(WindowOps::newerMaxPool));
    all.put("AvgPool", Translation.of(step -> pooled(step, "AveragePool")));
  }

  /** Rows and columns of an attribute, which stand between the first and the last. */
  private static long[] sides(OpStep step, String attribute) {
    long[] all = step.integers(attribute);
    return all.length == 0 ? new long[] {1, 1} : sides(step, attribute, all);
  }

  private static long[] sides(OpStep step, String what, long[] all) {
    if (all.length != 4 || all[0] != 1 || all[3] != 1) {
      throw step.refused("%s of %s".formatted(what, Arrays.toString(all)));
    }
    return new long[] {all[1], all[2]};
  }

  private static void requireChannelsLast(OpStep step) {
    String format = step.word("data_format");
    if (!format.isEmpty() && !format.equals("NHWC")) {
      throw step.refused("maps " + format);
    }
  }

  private static long side(OpStep step, List<Long> shape, int axis) {
    long side = shape.get(axis + 1);
    if (side < 0) {
      throw step.refused("maps whose sides are not known before the network runs");
    }
    return side;
  }

  /** What is put around: rows above, columns to the left, rows below, columns to the right. */
  private static long[] pads(OpStep step, long[] kernel, long[] strides, long[] dilations) {
    return switch (step.word("padding")) {
      case "VALID" -> new long[2 * AXES];
      case "SAME" -> same(step, step.input(0).shape(), kernel, strides, dilations);
      case "EXPLICIT" -> {
        long[] given = step.integers("explicit_paddings");
        yield new long[] {given[2], given[4], given[3], given[5]};
      }
      default -> throw step.refused("a padding of " + step.word("padding"));
    };
  }

  /** As much as gives a place for each step; the odd one comes at the end. */
  private static long[] same(
      OpStep step, List<Long> shape, long[] kernel, long[] strides, long[] dilations) {
    long[] pads = new long[2 * AXES];
    for (int i = 0; i < AXES; i++) {
      long side = side(step, shape, i);
      long steps = (side + strides[i] - 1) / strides[i];
      long width = (kernel[i] - 1) * dilations[i] + 1;
      long all = Math.max(0, (steps - 1) * strides[i] + width - side);
      pads[i] = all / 2;
      pads[AXES + i] = all - all / 2;
    }
    return pads;
  }

  private static Stored convolution(OpStep step) {
    KnownTensor kernel = step.fixed(1);
    long[] shape = kernel.shape();
    long channels = step.input(0).shape().get(3);
    if (channels < 1 || channels % shape[2] != 0) {
      throw step.refused("maps of %d channels and a kernel for %d".formatted(channels, shape[2]));
    }
    return convolved(step, kernel.transposed(3, 2, 0, 1), channels / shape[2]);
  }

  /** Filter m of channel c is the c M + m-th. */
  private static Stored depthwise(OpStep step) {
    KnownTensor kernel = step.fixed(1);
    long[] shape = kernel.shape();
    KnownTensor filters =
        kernel.transposed(2, 3, 0, 1).reshaped(shape[2] * shape[3], 1, shape[0], shape[1]);
    return convolved(step, filters, shape[2]);
  }

  private static Stored convolved(OpStep step, KnownTensor filters, long groups) {
    requireChannelsLast(step);
    long[] kernel = Arrays.copyOfRange(filters.shape(), 2, 4);
    long[] strides = sides(step, "strides");
    long[] dilations = sides(step, "dilations");
    return step.maps(
        step.add(
            "Conv",
            List.of(step.channelsFirst(0), step.writer().weights(filters, name(step, 1))),
            integers("kernel_shape", kernel),
            integers("strides", strides),
            integers("dilations", dilations),
            integers("pads", pads(step, kernel, strides, dilations)),
            integer("group", groups)));
  }

  private static String name(OpStep step, int input) {
    return ((Stored.Fixed) step.input(input)).name();
  }

  /** Larger by its steps; takes the sizes of the result, a kernel and maps. */
  private static Stored transposed(OpStep step) {
    requireChannelsLast(step);
    KnownTensor filters = step.fixed(1).transposed(3, 2, 0, 1);
    long[] kernel = Arrays.copyOfRange(filters.shape(), 2, 4);
    long[] strides = sides(step, "strides");
    long[] dilations = sides(step, "dilations");
    List<Long> after = step.shape(0);
    List<Long> before = step.input(2).shape();
    long[] pads =
        step.word("padding").equals("SAME")
            ? same(step, after, kernel, strides, dilations)
            : pads(step, kernel, strides, dilations);
    long[] missing = new long[AXES];
    for (int i = 0; i < AXES; i++) {
      long width = (kernel[i] - 1) * dilations[i] + 1;
      long whole = (side(step, before, i) - 1) * strides[i] + width - pads[i] - pads[AXES + i];
      missing[i] = side(step, after, i) - whole;
    }
    return step.maps(
        step.add(
            "ConvTranspose",
            List.of(step.channelsFirst(2), step.writer().weights(filters, name(step, 1))),
            integers("kernel_shape", kernel),
            integers("strides", strides),
            integers("dilations", dilations),
            integers("pads", pads),
            integers("output_padding", missing)));
  }

  private static Stored pooled(OpStep step, String op) {
    return pooled(step, op, sides(step, "ksize"), sides(step, "strides"));
  }

  /** Takes its window as inputs. */
  private static Stored newerMaxPool(OpStep step) {
    long[] kernel = sides(step, "ksize", step.numbers(1));
    return pooled(step, "MaxPool", kernel, sides(step, "strides", step.numbers(2)));
  }

  /** What is put around counts for no mean, in both. */
  private static Stored pooled(OpStep step, String op, long[] kernel, long[] strides) {
    requireChannelsLast(step);
    return step.maps(
        step.add(
            op,
            List.of(step.channelsFirst(0)),
            integers("kernel_shape", kernel),
            integers("strides", strides),
            integers("pads", pads(step, kernel, strides, new long[] {1, 1}))));
  }
}
