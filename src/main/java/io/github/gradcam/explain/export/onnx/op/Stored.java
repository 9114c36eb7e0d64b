package io.github.gradcam.explain.export.onnx.op;

import io.github.gradcam.model.foreign.lowering.KnownTensor;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.proto.DataType;

/** A tensor of TensorFlow, and where its values are in ONNX. */
public sealed interface Stored {

  /** {@return its sizes as TensorFlow has them, -1 where they are not known} */
  List<Long> shape();

  /** {@return the type of its values in ONNX} */
  DataType type();

  /** {@return how many dimensions} */
  default int rank() {
    return shape().size();
  }

  /** In which order the values are. */
  enum Order {
    /** As TensorFlow has them. */
    PLAIN,
    /** [N, C, h, w] of [N, h, w, C]. */
    CHANNELS_FIRST,
    /** [N, C h w] of [N, h w C]. */
    FLAT
  }

  /**
   * Values that are the same for all images; they get a place when they are asked for.
   *
   * @param tensor the values
   * @param name of the op that gives them
   */
  record Fixed(KnownTensor tensor, String name) implements Stored {

    @Override
    public List<Long> shape() {
      return LongStream.of(tensor.shape()).boxed().toList();
    }

    @Override
    public DataType type() {
      return tensor.type();
    }
  }

  /**
   * Values that depend on the images.
   *
   * @param name of the value in ONNX
   * @param order in which it has the dimensions
   * @param shape sizes as TensorFlow has them
   * @param type of the values
   * @param sides height, width and channels of what was made flat; empty in other orders
   */
  record Computed(String name, Order order, List<Long> shape, DataType type, List<Long> sides)
      implements Stored {

    /** Copies the sizes. */
    public Computed {
      shape = List.copyOf(shape);
      sides = List.copyOf(sides);
    }

    /** {@return whether the channels come first} */
    public boolean isMaps() {
      return order == Order.CHANNELS_FIRST;
    }
  }
}
