package io.github.gradcam.model.trunk;

import io.github.gradcam.model.graph.ModelException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A place through which everything goes that a network knows of an image: given what was there, the
 * rest of the network need not see the image again.
 *
 * @param op whose first output is meant
 * @param type how its values are kept: as they are, or feature maps in 16 bits, which halves them
 *     and cannot overflow
 * @param shape of the values of one image
 */
public record Cut(String op, DataType type, Shape shape) {

  private static final int MAPS = 3;

  /** The values of an op of a batch of images. */
  static Cut at(String op, DataType computed, Shape batch) {
    Shape one = batch.tail();
    boolean maps = computed == DataType.DT_FLOAT && one.numDimensions() == MAPS;
    return new Cut(op, maps ? DataType.DT_BFLOAT16 : computed, one);
  }

  /**
   * Counts the bytes of one image's values.
   *
   * @return at least 1
   * @throws ModelException if a size is unknown
   */
  public int bytes() {
    if (shape.isUnknown() || shape.hasUnknownDimension()) {
      throw new ModelException(
          "Expected activations of a known size at '%s', found %s".formatted(op, shape));
    }
    int width =
        switch (type) {
          case DT_UINT8 -> 1;
          case DT_BFLOAT16 -> Short.BYTES;
          case DT_FLOAT -> Float.BYTES;
          default ->
              throw new ModelException(
                  "Expected numbers of 32 bits at '%s', found %s".formatted(op, type));
        };
    return Math.toIntExact(Math.multiplyExact(shape.size(), width));
  }
}
