package io.github.gradcam.explain;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/** Carries float32 values between Java arrays and tensors. */
final class FloatTensors {

  private FloatTensors() {}

  /** A copy of the values; the caller closes it. */
  static TFloat32 of(float[] values, Shape shape) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  /** A copy of the tensor, row-major. */
  static float[] values(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  /** A copy of the tensor, one array for each index of its first axis. */
  static float[][] rows(TFloat32 tensor) {
    FloatDataBuffer all = tensor.asRawTensor().data().asFloats();
    int count = (int) tensor.shape().get(0);
    int length = count == 0 ? 0 : (int) (tensor.size() / count);
    float[][] rows = new float[count][length];
    for (int i = 0; i < count; i++) {
      all.offset((long) i * length).read(rows[i]);
    }
    return rows;
  }
}
