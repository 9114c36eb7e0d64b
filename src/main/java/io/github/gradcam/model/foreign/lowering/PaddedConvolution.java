package io.github.gradcam.model.foreign.lowering;

import io.github.gradcam.model.foreign.lowering.Value.Known;
import io.github.gradcam.model.foreign.lowering.Window.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.Output;

/**
 * A convolution over one, two or three axes of places with any padding and groups of channels.
 *
 * @param writer of the graph
 * @param window the kernel's sides, steps and padding
 * @param groups of channels, each convolved by itself
 */
public record PaddedConvolution(GraphWriter writer, Window window, long groups) {

  private static final int PLANE = 2;

  /**
   * Adds the convolution.
   *
   * @param maps [N, ..., C]
   * @param places the sizes of the maps without batch and channels
   * @param channels C
   * @param kernel [filters, C / groups, ...]
   * @return [N, ..., filters]
   */
  public Output<?> apply(Output<?> maps, long[] places, long channels, Value kernel) {
    Axis[] axes = window.over(places);
    boolean same = window.isSame(axes);
    Output<?> padded = same || Window.isValid(axes) ? maps : Borders.around(writer, maps, axes, 0);
    String padding = same ? "SAME" : "VALID";
    if (places.length == 1) {
      Output<?> plane = writer.op("ExpandDims", padded, writer.scalar(1)).get();
      Output<?> made = plane(plane, channels, kernel, padding);
      return writer.op("Squeeze", made).attr("squeeze_dims", new long[] {1}).get();
    } else if (places.length == PLANE) {
      return plane(padded, channels, kernel, padding);
    }
    if (groups > 1 || places.length > PLANE + 1) {
      throw new IllegalArgumentException(
          "expected a convolution over at most two axes of places, or three without groups");
    }
    return writer
        .op("Conv3D", padded, filters(kernel))
        .attr("strides", Window.withEnds(window.strides()))
        .attr("dilations", Window.withEnds(window.dilations()))
        .attr("padding", padding)
        .get();
  }

  private Output<?> plane(Output<?> maps, long channels, Value kernel, String padding) {
    long[] strides = Window.withEnds(twoSided(window.strides()));
    boolean depthwise =
        groups > 1 && groups == channels && strides[1] == strides[PLANE] && !window.dilated();
    return writer
        .op(
            depthwise ? "DepthwiseConv2dNative" : "Conv2D",
            maps,
            depthwise ? depthwise(kernel) : filters(kernel))
        .attr("strides", strides)
        .attr("dilations", Window.withEnds(twoSided(window.dilations())))
        .attr("padding", padding)
        .get();
  }

  /** For rows and columns, of which there is one row where there was one axis. */
  private static long[] twoSided(long[] numbers) {
    return numbers.length == 1 ? new long[] {1, numbers[0]} : numbers;
  }

  /** [..., C / groups, filters]; a first side of 1 where there is one axis. */
  private Output<?> filters(Value kernel) {
    int rank = kernel.rank();
    int[] order = IntStream.range(0, rank).map(i -> i < rank - 2 ? i + 2 : rank - 1 - i).toArray();
    boolean line = rank == PLANE + 1;
    if (kernel instanceof Known known) {
      KnownTensor moved = known.tensor().transposed(order);
      return writer.constant(line ? moved.reshaped(withOne(moved.shape())) : moved);
    }
    Output<?> moved = writer.op("Transpose", writer.named(kernel), writer.ints(order)).get();
    return line ? writer.op("ExpandDims", moved, writer.scalar(0)).get() : moved;
  }

  private static long[] withOne(long[] shape) {
    return LongStream.concat(LongStream.of(1), LongStream.of(shape)).toArray();
  }

  /** [rows, columns, C, filters / C]. */
  private Output<?> depthwise(Value kernel) {
    List<Dimension> sizes = new ArrayList<>(kernel.shape().subList(2, kernel.rank()));
    if (sizes.size() == 1) {
      sizes.add(0, Dimension.of(1));
    }
    long filters = kernel.size(0).factor();
    sizes.add(Dimension.of(groups));
    sizes.add(Dimension.of(filters / groups));
    if (kernel instanceof Known known) {
      int[] order = IntStream.range(0, known.rank()).map(i -> (i + 2) % known.rank()).toArray();
      order[known.rank() - 2] = 1;
      order[known.rank() - 1] = 0;
      KnownTensor moved = known.tensor().transposed(order);
      return writer.constant(moved.reshaped(sizes.stream().mapToLong(Dimension::factor).toArray()));
    }
    return writer.reshaped(filters(kernel), sizes);
  }
}
