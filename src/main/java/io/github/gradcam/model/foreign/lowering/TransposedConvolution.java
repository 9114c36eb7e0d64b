package io.github.gradcam.model.foreign.lowering;

import io.github.gradcam.model.foreign.lowering.Value.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/**
 * A convolution backwards, larger by its steps, over one, two or three axes of places.
 *
 * @param writer of the graph
 * @param window the kernel's sides, steps and gaps; its padding is cut off
 * @param groups of channels, each convolved by itself
 * @param sides of the result, without batch and channels
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record TransposedConvolution(GraphWriter writer, Window window, long groups, long[] sides) {

  /**
   * Adds the op.
   *
   * @param maps [N, ..., C]
   * @param shape its sizes, in this order
   * @param kernel [C, filters / groups, ...]
   * @return [N, ..., filters]
   */
  public Output<?> apply(Output<?> maps, List<Dimension> shape, KnownTensor kernel) {
    KnownTensor whole = window.dilated() ? withGaps(kernel) : kernel;
    int count = Math.toIntExact(groups);
    List<Output<?>> parts =
        count == 1
            ? List.of(maps)
            : writer
                .op("Split", writer.scalar(shape.size() - 1), maps)
                .attr("num_split", count)
                .all(count);
    List<Output<?>> made = new ArrayList<>();
    for (int group = 0; group < count; group++) {
      made.add(grown(parts.get(group), shape, part(whole, group)));
    }
    Output<?> all =
        count == 1
            ? made.get(0)
            : writer.op("ConcatV2").list(made).input(writer.scalar(shape.size() - 1)).get();
    return cut(all, shape, whole.shape());
  }

  /** The rows of the kernel of one group. */
  private KnownTensor part(KnownTensor kernel, int group) {
    if (groups == 1) {
      return kernel;
    }
    long[] shape = kernel.shape();
    shape[0] /= groups;
    int bytes = kernel.content().remaining() / Math.toIntExact(groups);
    return new KnownTensor(kernel.type(), shape, kernel.content().slice(group * bytes, bytes));
  }

  /** All that the kernel reaches: stride (size - 1) + kernel. */
  private long full(long size, int axis, long[] kernel) {
    return (size - 1) * window.strides()[axis] + kernel[axis + 2];
  }

  private Output<?> grown(Output<?> maps, List<Dimension> shape, KnownTensor kernel) {
    int axes = sides.length;
    long[] sizes = kernel.shape();
    List<Dimension> whole = new ArrayList<>(List.of(shape.get(0)));
    for (int axis = 0; axis < axes; axis++) {
      whole.add(Dimension.of(full(shape.get(axis + 1).factor(), axis, sizes)));
    }
    whole.add(Dimension.of(sizes[1]));
    int rank = sizes.length;
    int[] order = IntStream.range(0, rank).map(i -> i < rank - 2 ? i + 2 : rank - 1 - i).toArray();
    KnownTensor filters = kernel.transposed(order);
    if (axes == 1) {
      long[] plane = {1, filters.shape()[0], filters.shape()[1], filters.shape()[2]};
      whole.add(1, Dimension.of(1));
      Output<?> made =
          writer
              .op(
                  "Conv2DBackpropInput",
                  writer.sizes(whole),
                  writer.constant(filters.reshaped(plane)),
                  writer.op("ExpandDims", maps, writer.scalar(1)).get())
              .attr("strides", new long[] {1, 1, window.strides()[0], 1})
              .attr("padding", "VALID")
              .get();
      return writer.op("Squeeze", made).attr("squeeze_dims", new long[] {1}).get();
    }
    return writer
        .op(
            axes == 2 ? "Conv2DBackpropInput" : "Conv3DBackpropInputV2",
            writer.sizes(whole),
            writer.constant(filters),
            maps)
        .attr("strides", Window.withEnds(window.strides()))
        .attr("padding", "VALID")
        .get();
  }

  /** What lies between the paddings; zeros where the result is larger than all that is reached. */
  private Output<?> cut(Output<?> grown, List<Dimension> shape, long[] kernel) {
    int rank = shape.size();
    int[] begin = new int[rank];
    int[] size = new int[rank];
    int[] pads = new int[2 * rank];
    size[0] = -1;
    size[rank - 1] = -1;
    boolean less = false;
    boolean more = false;
    for (int axis = 0; axis < sides.length; axis++) {
      long full = full(shape.get(axis + 1).factor(), axis, kernel);
      begin[axis + 1] = Math.toIntExact(window.begin()[axis]);
      size[axis + 1] = Math.toIntExact(Math.min(full - begin[axis + 1], sides[axis]));
      pads[2 * axis + 3] = Math.toIntExact(sides[axis] - size[axis + 1]);
      less |= size[axis + 1] != full;
      more |= pads[2 * axis + 3] > 0;
    }
    Output<?> cut =
        less ? writer.op("Slice", grown, writer.ints(begin), writer.ints(size)).get() : grown;
    return more
        ? writer.op("Pad", cut, writer.constant(KnownTensor.ints(pads).reshaped(rank, 2))).get()
        : cut;
  }

  /** The kernel with zeros in its gaps. */
  private KnownTensor withGaps(KnownTensor kernel) {
    long[] shape = kernel.shape();
    long[] wide = shape.clone();
    for (int axis = 0; axis < sides.length; axis++) {
      wide[axis + 2] = (shape[axis + 2] - 1) * window.dilations()[axis] + 1;
    }
    float[] from = kernel.floats();
    float[] to = new float[Math.toIntExact(KnownTensor.elements(wide))];
    for (int i = 0; i < from.length; i++) {
      long rest = i;
      long at = 0;
      long step = 1;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        long place = rest % shape[axis];
        rest /= shape[axis];
        at += step * place * (axis < 2 ? 1 : window.dilations()[axis - 2]);
        step *= wide[axis];
      }
      to[Math.toIntExact(at)] = from[i];
    }
    return KnownTensor.floats(to, wide);
  }

  /**
   * A kernel that is the same for all images.
   *
   * @param kernel of the file
   * @return its values
   * @throws IllegalArgumentException if it is computed from the images
   */
  public static KnownTensor known(Value kernel) {
    if (kernel instanceof Known known) {
      return known.tensor();
    }
    throw new IllegalArgumentException("expected a constant kernel, found one that is computed");
  }
}
