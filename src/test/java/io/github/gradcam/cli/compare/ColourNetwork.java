package io.github.gradcam.cli.compare;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Small frozen networks that answer which colour an image has: the mean of a colour over the places
 * is the logit of its class, times 8. The map of a class is its colour, place by place.
 */
final class ColourNetwork {

  private static final float GAIN = 8;

  private ColourNetwork() {}

  /**
   * Writes a network, and what its file does not say beside it.
   *
   * @param file where it goes
   * @param size rows and columns of its images
   * @param labels of its classes
   * @param colours which colour speaks for each class: 0 red, 1 green, 2 blue
   * @return the file
   */
  static Path write(Path file, int size, List<String> labels, int... colours) throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Shape shape = Shape.of(-1, size, size, 3);
      var input = tf.withName("input").placeholder(TFloat32.class, Placeholder.shape(shape));
      float[] same = {1, 0, 0, 0, 1, 0, 0, 0, 1};
      var kernel = constant(tf, "kernel", same, 1, 1, 3, 3);
      var features =
          tf.withName("features")
              .nn
              .relu(tf.nn.conv2d(input, kernel, List.of(1L, 1L, 1L, 1L), "SAME"));
      var means = tf.math.mean(features, tf.constant(new int[] {1, 2}));
      float[] weights = new float[3 * colours.length];
      for (int i = 0; i < colours.length; i++) {
        weights[colours[i] * colours.length + i] = GAIN;
      }
      var dense = constant(tf, "dense", weights, 3, colours.length);
      tf.withName("scores").linalg.matMul(means, dense);
      Files.write(file, graph.toGraphDef().toByteArray());
    }
    String names = labels.stream().map("\"%s\""::formatted).collect(Collectors.joining(","));
    Files.writeString(
        file.resolveSibling(file.getFileName() + ".gradcam.json"),
        "{\"logits\":\"scores\",\"preprocess\":\"unit\",\"labels\":[%s]}".formatted(names));
    return file;
  }

  private static org.tensorflow.Operand<TFloat32> constant(
      Ops tf, String name, float[] values, long... sizes) {
    try (TFloat32 tensor = TFloat32.tensorOf(Shape.of(sizes), DataBuffers.of(values))) {
      return tf.withName(name).constantOf(tensor);
    }
  }

  /** Two images of each colour, in folders named after them: the left half is bright. */
  static Path images(Path folder) throws IOException {
    List<String> names = List.of("red", "green", "blue");
    for (int colour = 0; colour < names.size(); colour++) {
      Path classFolder = Files.createDirectories(folder.resolve(names.get(colour)));
      for (int i = 0; i < 2; i++) {
        byte[] pixels = new byte[48 * 48 * 3];
        for (int place = 0; place < 48 * 48; place++) {
          pixels[3 * place + colour] = (byte) (place % 48 < 24 ? 200 + i : 0);
        }
        ImageFiles.write(new RgbImage(48, 48, pixels), classFolder.resolve(i + ".png"));
      }
    }
    return folder;
  }
}
