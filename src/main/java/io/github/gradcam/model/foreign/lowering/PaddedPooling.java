package io.github.gradcam.model.foreign.lowering;

import io.github.gradcam.model.foreign.lowering.Window.Axis;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/**
 * Pooling over one, two or three axes of places with any padding. What is put around the maps is
 * never the largest, and counts for a mean only where that is asked for.
 *
 * @param writer of the graph
 * @param window its sides, steps and padding
 */
public record PaddedPooling(GraphWriter writer, Window window) {

  private static final int PLANE = 2;

  /** Windows with gaps are put together value by value. */
  private static final long MOST_APART = 4096;

  /**
   * The largest of each window.
   *
   * @param maps [N, ..., C]
   * @param places the sizes of the maps without batch and channels
   * @return [N, ..., C]
   */
  public Output<?> max(Output<?> maps, long[] places) {
    Axis[] axes = window.over(places);
    boolean same = window.isSame(axes) && !window.dilated();
    Output<?> padded =
        same || Window.isValid(axes)
            ? maps
            : Borders.around(writer, maps, axes, Float.NEGATIVE_INFINITY);
    return window.dilated() ? apart("Maximum", padded, axes) : pooled("MaxPool", padded, same);
  }

  /**
   * The mean of each window.
   *
   * @param maps [N, ..., C]
   * @param places the sizes of the maps without batch and channels
   * @param counting whether the padding counts
   * @return [N, ..., C]
   */
  public Output<?> mean(Output<?> maps, long[] places, boolean counting) {
    Axis[] axes = window.over(places);
    if (window.dilated()) {
      throw new IllegalArgumentException("expected a mean of neighbours, found one with gaps");
    }
    if (window.isSame(axes) && (!counting || Window.isValid(axes))) {
      return pooled("AvgPool", maps, true);
    }
    Output<?> padded = Window.isValid(axes) ? maps : Borders.around(writer, maps, axes, 0);
    Output<?> mean = pooled("AvgPool", padded, false);
    KnownTensor shares = shares(axes, counting);
    boolean even = IntStream.range(0, shares.elements()).allMatch(i -> shares.floats()[i] == 1);
    return even ? mean : writer.op("Mul", mean, writer.constant(shares)).get();
  }

  /**
   * The sum of each window, in which the padding is zero.
   *
   * @param maps [N, ..., C]
   * @param places the sizes of the maps without batch and channels
   * @return [N, ..., C]
   */
  public Output<?> sum(Output<?> maps, long[] places) {
    Axis[] axes = window.over(places);
    Output<?> padded = Window.isValid(axes) ? maps : Borders.around(writer, maps, axes, 0);
    if (window.dilated()) {
      return apart("AddV2", padded, axes);
    }
    return writer
        .op("Mul", pooled("AvgPool", padded, false), writer.scalar((double) window.area()))
        .get();
  }

  private Output<?> pooled(String op, Output<?> maps, boolean same) {
    boolean line = window.kernel().length == 1;
    Output<?> plane = line ? writer.op("ExpandDims", maps, writer.scalar(1)).get() : maps;
    String type = window.kernel().length > PLANE ? op + "3D" : op;
    Output<?> made =
        writer
            .op(type, plane)
            .attr("ksize", Window.withEnds(twoSided(window.kernel())))
            .attr("strides", Window.withEnds(twoSided(window.strides())))
            .attr("padding", same ? "SAME" : "VALID")
            .get();
    return line ? writer.op("Squeeze", made).attr("squeeze_dims", new long[] {1}).get() : made;
  }

  private static long[] twoSided(long[] numbers) {
    return numbers.length == 1 ? new long[] {1, numbers[0]} : numbers;
  }

  /** What stands at each element of windows with gaps, put together by an op. */
  private Output<?> apart(String op, Output<?> padded, Axis[] axes) {
    if (window.area() > MOST_APART) {
      throw new IllegalArgumentException(
          "expected windows with gaps of at most %,d values, found %,d"
              .formatted(MOST_APART, window.area()));
    }
    Output<?> all = null;
    for (int element = 0; element < window.area(); element++) {
      int[] begin = new int[axes.length + 2];
      int[] end = new int[axes.length + 2];
      int[] steps = new int[axes.length + 2];
      Arrays.fill(steps, 1);
      int rest = element;
      for (int axis = axes.length - 1; axis >= 0; axis--) {
        long at = rest % window.kernel()[axis] * window.dilations()[axis];
        rest /= Math.toIntExact(window.kernel()[axis]);
        begin[axis + 1] = Math.toIntExact(at);
        steps[axis + 1] = Math.toIntExact(window.strides()[axis]);
        end[axis + 1] = Math.toIntExact(at + (axes[axis].steps() - 1) * steps[axis + 1] + 1);
      }
      int whole = 1 | 1 << (axes.length + 1);
      Output<?> part =
          writer
              .op("StridedSlice", padded, writer.ints(begin), writer.ints(end), writer.ints(steps))
              .attr("begin_mask", whole)
              .attr("end_mask", whole)
              .get();
      all = all == null ? part : writer.op(op, all, part).get();
    }
    return Objects.requireNonNull(all);
  }

  /** What a mean over whole windows is multiplied with: [1, ..., 1]. */
  private KnownTensor shares(Axis[] axes, boolean counting) {
    float[] shares = {1};
    long[] shape = new long[axes.length + 2];
    Arrays.fill(shape, 1);
    for (int i = 0; i < axes.length; i++) {
      int steps = Math.toIntExact(axes[i].steps());
      float[] wider = new float[shares.length * steps];
      for (int j = 0; j < wider.length; j++) {
        wider[j] = shares[j / steps] * share(axes[i], i, j % steps, counting);
      }
      shares = wider;
      shape[i + 1] = steps;
    }
    return KnownTensor.floats(shares, shape);
  }

  private float share(Axis axis, int number, int step, boolean counting) {
    long first = step * window.strides()[number] - axis.begin();
    long last = first + window.kernel()[number];
    long from = Math.max(first, counting ? -axis.begin() : 0);
    long to = Math.min(last, axis.size() + (counting ? window.end()[number] : 0));
    return (float) window.kernel()[number] / Math.max(1, to - from);
  }
}
