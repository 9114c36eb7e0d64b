package io.github.gradcam.explain;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Values of a batch that can be fed to the network again, row by row. */
public sealed interface Rows {

  /** A tensor of the rows with these numbers, which may repeat; the caller's to close. */
  Tensor tensor(List<Integer> numbers);

  /**
   * Pixels.
   *
   * @param values [N] rows, one after the other
   * @param row the shape of one
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Bytes(byte[] values, Shape row) implements Rows {
    @Override
    public Tensor tensor(List<Integer> numbers) {
      int length = (int) row.size();
      byte[] taken = new byte[numbers.size() * length];
      for (int i = 0; i < numbers.size(); i++) {
        System.arraycopy(values, numbers.get(i) * length, taken, i * length, length);
      }
      return TUint8.tensorOf(row.prepend(numbers.size()), DataBuffers.of(taken, true, false));
    }
  }

  /**
   * Inputs or activations.
   *
   * @param values [N] rows, one after the other
   * @param row the shape of one
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Floats(float[] values, Shape row) implements Rows {

    static Floats of(TFloat32 tensor) {
      return new Floats(FloatTensors.values(tensor), tensor.shape().tail());
    }

    @Override
    public Tensor tensor(List<Integer> numbers) {
      int length = (int) row.size();
      float[] taken = new float[numbers.size() * length];
      for (int i = 0; i < numbers.size(); i++) {
        System.arraycopy(values, numbers.get(i) * length, taken, i * length, length);
      }
      return FloatTensors.of(taken, row.prepend(numbers.size()));
    }

    float[] get(int number) {
      int length = (int) row.size();
      return Arrays.copyOfRange(values, number * length, (number + 1) * length);
    }
  }
}
