package io.github.gradcam.model.foreign.lowering;

import io.github.gradcam.model.foreign.lowering.Window.Axis;
import org.tensorflow.Output;

/** Puts values around feature maps [N, ..., C]. */
final class Borders {

  private Borders() {}

  /** Zeros, or another value, around the places; cut nowhere. */
  static Output<?> around(GraphWriter writer, Output<?> maps, Axis[] axes, double value) {
    int[] sides = new int[2 * axes.length + 4];
    for (int i = 0; i < axes.length; i++) {
      sides[2 * i + 2] = Math.toIntExact(axes[i].begin());
      sides[2 * i + 3] = Math.toIntExact(Math.max(0, axes[i].end()));
    }
    Output<?> paddings = writer.constant(KnownTensor.ints(sides).reshaped(sides.length / 2, 2));
    return value == 0
        ? writer.op("Pad", maps, paddings).get()
        : writer.op("PadV2", maps, paddings, writer.scalar(value)).get();
  }
}
