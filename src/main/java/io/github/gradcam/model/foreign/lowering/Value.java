package io.github.gradcam.model.foreign.lowering;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** What a node of a file takes or gives. Its shape is that of the file, however it is held. */
public sealed interface Value {

  /** {@return the sizes, in the file's order} */
  List<Dimension> shape();

  /** {@return the type of the values} */
  DataType type();

  /** {@return how many dimensions} */
  default int rank() {
    return shape().size();
  }

  /**
   * One size.
   *
   * @param axis in the file's order; the last is -1
   * @return its size
   */
  default Dimension size(int axis) {
    return shape().get(axis < 0 ? axis + rank() : axis);
  }

  /**
   * The same for all images.
   *
   * @param tensor its values
   */
  record Known(KnownTensor tensor) implements Value {

    @Override
    public List<Dimension> shape() {
      return Dimension.all(tensor.shape());
    }

    @Override
    public DataType type() {
      return tensor.type();
    }
  }

  /**
   * Whole numbers of which some depend on the number of images, as shapes do.
   *
   * @param numbers the values
   * @param scalar whether it is one number and no vector
   */
  record Dimensions(List<Dimension> numbers, boolean scalar) implements Value {

    @Override
    public List<Dimension> shape() {
      return scalar ? List.of() : Dimension.all(numbers.size());
    }

    @Override
    public DataType type() {
      return DataType.DT_INT64;
    }
  }

  /**
   * What an op gives. Its dimensions may stand in memory in another order than in the file, such as
   * [N, C, h, w] as [N, h, w, C].
   *
   * @param output of TensorFlow's graph
   * @param shape in the file's order
   * @param order for each dimension in memory the one of the file
   * @param places whether it is [N, h, w, C] in memory, with places that a heatmap shows
   * @param maps [C, h, w] of feature maps that were made flat, [N, C h w], while they stand in
   *     memory as [N, h w C]; else empty
   */
  record Computed(
      Output<?> output, List<Dimension> shape, List<Integer> order, boolean places, List<Long> maps)
      implements Value {

    @Override
    public DataType type() {
      return output.dataType();
    }

    /** {@return whether it stands in memory as in the file} */
    public boolean isNamed() {
      return maps.isEmpty() && IntStream.range(0, order.size()).allMatch(i -> order.get(i) == i);
    }

    /** {@return whether it was made flat, with the channels last in memory} */
    public boolean isFlat() {
      return !maps.isEmpty();
    }

    /**
     * Where an axis stands in memory.
     *
     * @param axis in the file's order, from 0
     * @return from 0
     */
    public int memoryAxis(int axis) {
      return order.indexOf(axis);
    }
  }
}
