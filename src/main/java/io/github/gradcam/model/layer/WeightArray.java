package io.github.gradcam.model.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * The values of one weight outside the graph.
 *
 * @param shape its dimensions, for example [3, 3, 64, 128] for a convolution's kernel (H, W, in,
 *     out)
 * @param values row-major, as many as the shape holds
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record WeightArray(Shape shape, float[] values) {

  /**
   * Checks the number of values.
   *
   * @throws IllegalArgumentException if the shape holds another number of values
   */
  public WeightArray {
    if (shape.size() != values.length) {
      throw new IllegalArgumentException(
          "Expected %d values for shape %s, found %d"
              .formatted(shape.size(), shape, values.length));
    }
  }

  /**
   * Makes a tensor of the values.
   *
   * @return a new tensor, for the caller to close
   */
  TFloat32 toTensor() {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  /**
   * Copies the values of variables out of a session.
   *
   * @param session that holds them
   * @param variables by the weight's name
   * @return the values by the same names
   */
  public static Map<String, WeightArray> fetch(
      Session session, Map<String, ? extends Operand<TFloat32>> variables) {
    Session.Runner runner = session.runner();
    variables.values().forEach(runner::fetch);
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      int i = 0;
      for (String name : variables.keySet()) {
        weights.put(name, copy((TFloat32) result.get(i++)));
      }
    }
    return weights;
  }

  /** Copies the values of a tensor. */
  public static WeightArray copy(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return new WeightArray(tensor.shape(), values);
  }
}
