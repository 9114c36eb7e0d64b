package io.github.gradcam.explain.export.onnx;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integer;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integers;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.word;

import io.github.gradcam.explain.export.onnx.op.NodeWriter;
import java.util.Arrays;
import java.util.List;

/** The gradients of operators that slide a window over feature maps [N, C, h, w]. */
final class WindowRules {

  private static final int RANK = 4;
  private static final int AXES = 2;

  /** From here on values that meet at one place can be added up. */
  private static final long SCATTER_ADDS = 16;

  private WindowRules() {}

  /** How a window moves, and what is added around the feature maps. */
  @SuppressWarnings("ArrayRecordComponent") // read here, never compared
  private record Window(long[] kernel, long[] strides, long[] dilations, long[] pads) {

    /** What a transposed convolution has to add at the end, to give the size before. */
    long[] missing(long[] before, long[] after) {
      long[] missing = new long[AXES];
      for (int i = 0; i < AXES; i++) {
        missing[i] =
            before[2 + i] + pads[i] + pads[AXES + i] - reach(i) - strides[i] * (after[2 + i] - 1);
      }
      return missing;
    }

    /** How many places of a window are within the maps. */
    long within(int axis, int number, long size) {
      long first = number * strides[axis] - pads[axis];
      return Math.max(1, Math.min(size, first + kernel[axis]) - Math.max(0, first));
    }

    /** How far it reaches. */
    long reach(int axis) {
      return (kernel[axis] - 1) * dilations[axis] + 1;
    }

    boolean overlaps() {
      return reach(0) > strides[0] || reach(1) > strides[1];
    }
  }

  /** One window over all places. */
  private static Window whole(long[] kernel) {
    return new Window(kernel, kernel, new long[] {1, 1}, new long[2 * AXES]);
  }

  private static Window window(BackwardStep step, long[] kernel) {
    long[] before = step.shape(step.input(0));
    long[] after = step.shape(step.output());
    if (before.length != RANK) {
      throw step.refused("another number of dimensions than 4");
    }
    long[] strides = step.integers("strides", AXES, 1);
    long[] dilations = step.integers("dilations", AXES, 1);
    long[] pads = step.integers("pads", 2 * AXES, 0).clone();
    String auto = step.word("auto_pad", "NOTSET");
    if (auto.startsWith("SAME")) {
      for (int i = 0; i < AXES; i++) {
        long width = (kernel[i] - 1) * dilations[i] + 1;
        long all = Math.max(0, (after[2 + i] - 1) * strides[i] + width - before[2 + i]);
        long less = all / 2;
        pads[i] = auto.equals("SAME_UPPER") ? less : all - less;
        pads[AXES + i] = all - pads[i];
      }
    }
    return new Window(kernel, strides, dilations, pads);
  }

  /** A transposed convolution with the same kernel. */
  static void convolution(BackwardStep step) {
    step.requireConstants();
    long[] weight = step.shape(step.input(1));
    if (weight.length != RANK) {
      throw step.refused("another number of dimensions than 4");
    }
    Window window = window(step, new long[] {weight[2], weight[3]});
    step.give(0, transposed(step, step.gradient, window, step.input(1), step.integer("group", 1)));
  }

  private static String transposed(
      BackwardStep step, String gradient, Window window, String weight, long groups) {
    long[] missing = window.missing(step.shape(step.input(0)), step.shape(step.output()));
    if (Arrays.stream(missing).anyMatch(each -> each < 0)) {
      throw step.refused("windows that reach beyond what is added around");
    }
    return step.writer.add(
        "ConvTranspose",
        List.of(gradient, weight),
        integers("kernel_shape", window.kernel()),
        integers("strides", window.strides()),
        integers("dilations", window.dilations()),
        integers("pads", window.pads()),
        integers("output_padding", missing),
        integer("group", groups));
  }

  /** A transposed convolution with shares that are equal within a window. */
  static void averagePool(BackwardStep step) {
    Window window = window(step, step.integers("kernel_shape"));
    NodeWriter writer = step.writer;
    boolean padded = Arrays.stream(window.pads()).anyMatch(pad -> pad > 0);
    boolean apart = padded && step.integer("count_include_pad", 0) == 0;
    if (apart && step.integer("ceil_mode", 0) != 0) {
      throw step.refused("means of windows that reach beyond what is added around");
    }
    long area = window.kernel()[0] * window.kernel()[1];
    String share = apart ? shares(step, window) : writer.scalar(1f / area);
    String shared = writer.mul(step.gradient, share);
    long channels = step.shape(step.input(0))[1];
    String kernel =
        writer.add(
            "Expand",
            List.of(
                writer.scalar(1f),
                writer.longs(channels, 1, window.kernel()[0], window.kernel()[1])));
    step.give(0, transposed(step, shared, window, kernel, channels));
  }

  /** What a value counts for in each window, of which only places within the maps count. */
  private static String shares(BackwardStep step, Window window) {
    long[] before = step.shape(step.input(0));
    long[] after = step.shape(step.output());
    float[] shares = new float[Math.toIntExact(after[2] * after[3])];
    for (int i = 0; i < shares.length; i++) {
      long rows = window.within(0, i / (int) after[3], before[2]);
      long columns = window.within(1, i % (int) after[3], before[3]);
      shares[i] = 1f / (rows * columns);
    }
    return step.writer.floats(new long[] {1, 1, after[2], after[3]}, shares);
  }

  /** The gradient goes to the place that was the largest of its window, the first of equals. */
  static void maxPool(BackwardStep step) {
    NodeWriter writer = step.writer;
    String x = step.input(0);
    long[] shape = step.shape(x);
    long[] given = step.integers("kernel_shape");
    Window window = given.length > 0 ? window(step, given) : whole(new long[] {shape[2], shape[3]});
    if (window.overlaps() && writer.opset() < SCATTER_ADDS) {
      throw step.refused(
          "windows that overlap, for which operators of version 16 are needed (export the model anew, with opset_version=17)");
    }
    String indices =
        writer.add(
            "MaxPool",
            List.of(x),
            1,
            integers("kernel_shape", window.kernel()),
            integers("strides", window.strides()),
            integers("dilations", window.dilations()),
            integers("pads", window.pads()),
            integer("ceil_mode", step.integer("ceil_mode", 0)));
    String places = writer.longs(-1);
    String flat = writer.add("Reshape", List.of(x, places));
    String zeros = writer.add("ConstantOfShape", List.of(writer.add("Shape", List.of(flat))));
    List<String> scattered =
        List.of(
            zeros,
            writer.add("Reshape", List.of(indices, places)),
            writer.add("Reshape", List.of(step.gradient, places)));
    String sum =
        window.overlaps()
            ? writer.add("ScatterElements", scattered, integer("axis", 0), word("reduction", "add"))
            : writer.add("ScatterElements", scattered, integer("axis", 0));
    step.give(0, writer.shapedAs(sum, x));
  }
}
