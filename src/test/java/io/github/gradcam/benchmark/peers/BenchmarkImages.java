package io.github.gradcam.benchmark.peers;

import io.github.gradcam.model.layer.ChannelOrder;
import io.github.gradcam.model.layer.Normalization;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * The same images for every peer, in two forms: uint8 [N, H, W, 3] RGB, which this project's
 * networks take and scale themselves, and float32 [N, 3, H, W] already scaled, which the others
 * take.
 *
 * @param folder where they are
 * @param network whose size and scaling they have
 */
record BenchmarkImages(Path folder, TestedNetwork network) {

  private static final int SEED = 7;

  static BenchmarkImages of(Plan plan, TestedNetwork network) {
    return new BenchmarkImages(Path.of(plan.folder()), network);
  }

  /** Draws smooth waves with some noise. */
  void write(int count) throws IOException {
    int size = network.size();
    Random random = new Random(SEED);
    byte[] pixels = new byte[count * size * size * 3];
    for (int picture = 0; picture < count; picture++) {
      for (int channel = 0; channel < 3; channel++) {
        double down = random.nextDouble(0.02, 0.1);
        double across = random.nextDouble(0.02, 0.1);
        double phase = random.nextDouble(6);
        for (int i = 0; i < size * size; i++) {
          int row = i / size;
          double wave = Math.sin(down * row + phase) * Math.cos(across * (i % size) - phase);
          double value = 128 + 90 * wave + 12 * random.nextGaussian();
          pixels[(picture * size * size + i) * 3 + channel] =
              (byte) Math.round(Math.max(0, Math.min(255, value)));
        }
      }
    }
    Files.write(file("u8"), pixels);
    Files.write(file("f32"), scaled(pixels, count));
  }

  /** The first images as they are. */
  byte[] pixels(int count) throws IOException {
    return Arrays.copyOf(
        Files.readAllBytes(file("u8")), count * network.size() * network.size() * 3);
  }

  /** The first images scaled, in memory that native libraries can read. */
  FloatBuffer floats(int count) throws IOException {
    byte[] bytes = Files.readAllBytes(file("f32"));
    int length = count * network.size() * network.size() * 3 * Float.BYTES;
    ByteBuffer direct = ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    direct
        .asFloatBuffer()
        .put(ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    return direct.asFloatBuffer();
  }

  private byte[] scaled(byte[] pixels, int count) {
    Normalization normalization = Normalization.parse(network.normalization());
    boolean reversed = normalization.order() == ChannelOrder.BGR;
    int places = network.size() * network.size();
    ByteBuffer bytes = ByteBuffer.allocate(pixels.length * Float.BYTES);
    FloatBuffer floats = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int picture = 0; picture < count; picture++) {
      for (int channel = 0; channel < 3; channel++) {
        int colour = reversed ? 2 - channel : channel;
        float mean = normalization.mean().get(channel);
        float deviation = normalization.deviation().get(channel);
        for (int i = 0; i < places; i++) {
          int pixel = Byte.toUnsignedInt(pixels[(picture * places + i) * 3 + colour]);
          floats.put((pixel - mean) / deviation);
        }
      }
    }
    return bytes.array();
  }

  private Path file(String form) {
    return folder.resolve(network.name() + "." + form);
  }
}
