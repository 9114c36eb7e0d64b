package io.github.gradcam.explain.map;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.ndarray.buffer.ShortDataBuffer;
import org.tensorflow.ndarray.buffer.layout.DataLayouts;

/**
 * The column {@code evidence}: what each feature map contributes to the class, in half precision
 * (IEEE 754 binary16, little-endian), divided by the largest absolute value, as only the direction
 * counts where images are compared.
 */
public final class KeptEvidence {

  private KeptEvidence() {}

  /**
   * Packs contributions.
   *
   * @param contributions [K], see {@link io.github.gradcam.explain.Explanation#contributions}
   * @return 2 K bytes; all 0 where nothing contributes, or a value is not finite
   */
  public static byte[] pack(float[] contributions) {
    float peak = 0;
    boolean finite = true;
    for (float value : contributions) {
      peak = Math.max(peak, Math.abs(value));
      finite &= Float.isFinite(value);
    }
    ShortDataBuffer bits = DataBuffers.ofShorts(contributions.length);
    FloatDataBuffer halves = DataLayouts.FLOAT16.applyTo(bits);
    ByteBuffer bytes = ByteBuffer.allocate(2 * contributions.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < contributions.length; k++) {
      halves.setFloat(finite && peak > 0 ? contributions[k] / peak : 0, k);
      bytes.putShort(bits.getShort(k));
    }
    return bytes.array();
  }

  /**
   * Unpacks a column.
   *
   * @param packed 2 K bytes
   * @return [K], in -1..1
   */
  public static float[] unpack(byte[] packed) {
    ByteBuffer bytes = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    ShortDataBuffer bits = DataBuffers.ofShorts(packed.length / 2);
    FloatDataBuffer halves = DataLayouts.FLOAT16.applyTo(bits);
    float[] values = new float[packed.length / 2];
    for (int k = 0; k < values.length; k++) {
      bits.setShort(bytes.getShort(), k);
      values[k] = halves.getFloat(k);
    }
    return values;
  }
}
