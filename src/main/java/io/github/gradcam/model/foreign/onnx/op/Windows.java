package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.Window;
import java.util.Arrays;

/** The attributes that convolutions and poolings share. */
final class Windows {

  private Windows() {}

  /** Reads them for feature maps of some sides. */
  static Window of(OnnxNode node, long[] kernel, long[] places) {
    int axes = places.length;
    if (kernel.length != axes) {
      throw node.problem("a kernel of %d sides, found %d".formatted(axes, kernel.length));
    }
    long[] strides = node.integers("strides", axes, 1);
    long[] dilations = node.integers("dilations", axes, 1);
    positive(node, kernel, "kernel_shape");
    positive(node, strides, "strides");
    positive(node, dilations, "dilations");
    long[] pads = node.integers("pads", 2 * axes, 0);
    long[] begin = Arrays.copyOf(pads, axes);
    long[] end = Arrays.copyOfRange(pads, axes, 2 * axes);
    String auto = node.word("auto_pad", "NOTSET");
    if (auto.startsWith("SAME")) {
      for (int i = 0; i < axes; i++) {
        long reach = (kernel[i] - 1) * dilations[i] + 1;
        long steps = (places[i] + strides[i] - 1) / strides[i];
        long total = Math.max(0, (steps - 1) * strides[i] + reach - places[i]);
        begin[i] = auto.equals("SAME_LOWER") ? total - total / 2 : total / 2;
        end[i] = total - begin[i];
      }
    } else if (auto.equals("VALID")) {
      Arrays.fill(begin, 0);
      Arrays.fill(end, 0);
    }
    for (int i = 0; i < axes; i++) {
      if (begin[i] < 0 || end[i] < 0) {
        throw node.problem("pads of 0 or more, found " + Arrays.toString(pads));
      }
    }
    boolean ceil = node.integer("ceil_mode", 0) != 0;
    return new Window(kernel, strides, dilations, begin, end, ceil);
  }

  private static void positive(OnnxNode node, long[] numbers, String name) {
    if (Arrays.stream(numbers).anyMatch(number -> number < 1 || number > 1 << 20)) {
      throw node.problem("%s of 1 or more, found %s".formatted(name, Arrays.toString(numbers)));
    }
  }
}
