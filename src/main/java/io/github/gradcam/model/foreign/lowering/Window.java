package io.github.gradcam.model.foreign.lowering;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a kernel or a pooling window goes over feature maps; a number for each axis of places.
 *
 * @param kernel its sides
 * @param strides its steps
 * @param dilations how far apart its elements are; 1 is side by side
 * @param begin what is put before the first row, column, ...
 * @param end what is put behind the last
 * @param ceil whether a last window may go beyond that
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Window(
    long[] kernel, long[] strides, long[] dilations, long[] begin, long[] end, boolean ceil) {

  /**
   * One axis of places.
   *
   * @param size of the feature maps
   * @param begin what is put before
   * @param end what is put behind, as far as windows reach it; negative where they do not reach the
   *     end of the maps
   * @param steps how many windows
   */
  record Axis(long size, long begin, long end, long steps) {}

  /** How many elements it has. */
  long area() {
    return Arrays.stream(kernel).reduce(1, Math::multiplyExact);
  }

  boolean dilated() {
    return Arrays.stream(dilations).anyMatch(dilation -> dilation != 1);
  }

  /** How far it reaches along an axis. */
  private long reach(int axis) {
    return (kernel[axis] - 1) * dilations[axis] + 1;
  }

  private static long ceilDiv(long number, long by) {
    return -Math.floorDiv(-number, by);
  }

  /** Where it goes over feature maps of so many places. */
  Axis[] over(long[] places) {
    return IntStream.range(0, kernel.length)
        .mapToObj(axis -> over(axis, places[axis]))
        .toArray(Axis[]::new);
  }

  private Axis over(int axis, long size) {
    long room = size + begin[axis] + end[axis] - reach(axis);
    long stride = strides[axis];
    if (room < 0) {
      throw new IllegalArgumentException(
          "expected feature maps of at least the size of the window, found %d for %d"
              .formatted(size + begin[axis] + end[axis], reach(axis)));
    }
    long steps = (ceil ? ceilDiv(room, stride) : room / stride) + 1;
    if (ceil && (steps - 1) * stride >= size + begin[axis]) {
      steps--; // a window that lies in the padding alone
    }
    long needed = (steps - 1) * stride + reach(axis) - size - begin[axis];
    return new Axis(size, begin[axis], needed, steps);
  }

  /** Whether TensorFlow's padding SAME is the same. */
  boolean isSame(Axis[] axes) {
    return IntStream.range(0, axes.length)
        .allMatch(
            i -> {
              long steps = ceilDiv(axes[i].size(), strides[i]);
              long total = Math.max(0, (steps - 1) * strides[i] + reach(i) - axes[i].size());
              return axes[i].steps() == steps
                  && axes[i].begin() == total / 2
                  && Math.max(0, axes[i].end()) == total - total / 2;
            });
  }

  /** Whether nothing is put around the feature maps. */
  static boolean isValid(Axis[] axes) {
    return Arrays.stream(axes).allMatch(axis -> axis.begin() == 0 && axis.end() <= 0);
  }

  /** For TensorFlow: 1 for the batch, a number each, 1 for the channels. */
  static long[] withEnds(long[] numbers) {
    long[] all = new long[numbers.length + 2];
    Arrays.fill(all, 1);
    System.arraycopy(numbers, 0, all, 1, numbers.length);
    return all;
  }
}
