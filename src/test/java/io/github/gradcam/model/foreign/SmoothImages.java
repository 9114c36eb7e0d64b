package io.github.gradcam.model.foreign;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Images without noise, as images are, and the numbers of tensors. */
final class SmoothImages {

  private SmoothImages() {}

  /** RGB bytes [count][size][size][3], each image another. */
  static byte[] pixels(int count, int size) {
    byte[] pixels = new byte[count * size * size * 3];
    for (int i = 0; i < pixels.length; i++) {
      int place = i / 3;
      double row = place / size % size / (double) size;
      double column = place % size / (double) size;
      int picture = place / (size * size);
      double wave = Math.sin((9 + 4 * picture) * row + i % 3) * Math.cos((7 + picture) * column);
      pixels[i] = (byte) Math.round((wave + 1) / 2 * 255);
    }
    return pixels;
  }

  static TFloat32 tensor(float[] values, Shape shape) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  static float[] values(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  /** The largest of all values, whatever their sign. */
  static float peak(float[] values) {
    float peak = 0;
    for (float value : values) {
      peak = Math.max(peak, Math.abs(value));
    }
    return peak;
  }
}
