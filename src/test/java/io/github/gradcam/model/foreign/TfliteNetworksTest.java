package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.Resize;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.tflite.TfliteFiles;
import io.github.gradcam.model.foreign.tflite.TfliteReader;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of TensorFlow Lite against the same weights in other forms. */
class TfliteNetworksTest {

  @TempDir Path folder;

  private static final ModelDescription FROZEN =
      new ModelDescription(null, null, null, 0, "rgb:128,128,128,128,128,128", List.of());

  @Test
  void quantisedMobileNetAnswersAsItsWeightsInAFrozenGraph() {
    Random random = new Random(3);
    byte[] pixels = new byte[2 * 224 * 224 * 3];
    int value = 128;
    for (int i = 0; i < pixels.length; i++) {
      value = Math.max(0, Math.min(255, value + random.nextInt(41) - 20));
      pixels[i] = (byte) value;
    }
    try (Classifier lite = SharedModels.load("tflite/mobilenet_v2_1.0_224_quant.tflite");
        Classifier frozen = SharedModels.load("mobilenet_v2_100_224_f32.pb", FROZEN)) {
      float[][] expected = frozen.logits(pixels, 2);
      float[][] found = lite.logits(pixels, 2);
      for (int i = 0; i < 2; i++) {
        assertThat(OnnxRuns.error(expected[i], found[i])).isLessThan(1e-4);
      }
      assertThat(lite.layers()).extracting("name").contains("MobilenetV2/Conv_1/Relu6");
      assertThat(lite.card().inputSize()).isEqualTo(224);
    }
  }

  private static List<Path> photos() throws IOException {
    List<Path> photos = new ArrayList<>();
    for (Path folder : List.of(SharedModels.path("photos"), Path.of("data"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().matches(".*\\.(jpg|bmp)")).forEach(photos::add);
      }
    }
    return photos;
  }

  private static int likeliest(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return best;
  }

  /** What it makes that activations are not rounded to 256 steps; docs/models.md tells it. */
  @ParameterizedTest
  @CsvSource({
    "mobilenet_v2_1.0_224_quant.tflite, 0.05, 0.3",
    "mobilenet_v1_0.25_128_quant.tflite, 0.03, 0.1"
  })
  void answersForPhotosAreNearlyThoseOfTensorFlowLite(String name, double mean, double most)
      throws Exception {
    Path file = SharedModels.path("tflite/" + name);
    List<Path> photos = photos();
    int same = 0;
    double sum = 0;
    try (Classifier lite =
            new ModelSource(file, ModelDescription.NONE)
                .load(Execution.of(Precision.FLOAT32))
                .classifier();
        TfliteRuntime runtime = new TfliteRuntime(file)) {
      int size = lite.card().inputSize();
      for (Path photo : photos) {
        byte[] pixels = Resize.bilinear(ImageFiles.read(photo), size, size).pixels();
        float[] ours = lite.probabilities(pixels, 1)[0];
        float[] theirs = runtime.answer(pixels);
        assertThat(ours).hasSameSizeAs(theirs);
        same += likeliest(ours) == likeliest(theirs) ? 1 : 0;
        double largest = 0;
        for (int i = 0; i < ours.length; i++) {
          largest = Math.max(largest, Math.abs(ours[i] - theirs[i]));
        }
        assertThat(largest).as(photo.toString()).isLessThan(most);
        sum += largest / photos.size();
      }
    }
    assertThat(photos).hasSize(26);
    assertThat(same).isGreaterThanOrEqualTo(24);
    assertThat(sum).isLessThan(mean);
  }

  @Test
  void smallerMobileNetIsReadToo() {
    try (Classifier lite =
        new ModelSource(
                SharedModels.path("tflite/mobilenet_v1_0.25_128_quant.tflite"),
                ModelDescription.NONE)
            .load(Execution.of(Precision.FLOAT32))
            .classifier()) {
      assertThat(lite.labels()).hasSize(1001);
      assertThat(lite.layer("auto").height()).isEqualTo(4);
    }
  }

  @Test
  void fileThatIsCutOrChangedAnywhereIsRefusedInWordsOrRead() throws IOException {
    byte[] whole =
        Files.readAllBytes(SharedModels.path("tflite/mobilenet_v1_0.25_128_quant.tflite"));
    Path file = folder.resolve("net.tflite");
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] changed = Arrays.copyOf(whole, i < 20 ? random.nextInt(whole.length) : whole.length);
      // the tables of the file stand at its end, behind the weights
      int from = i % 2 == 0 ? 8 : Math.max(8, changed.length - 40_000);
      for (int j = 0; j < 20 && changed.length > from; j++) {
        changed[from + random.nextInt(changed.length - from)] = (byte) random.nextInt(256);
      }
      Files.write(file, changed);
      try {
        assertThat(new TfliteReader(file).read(null, null).network().input()).isNotEmpty();
      } catch (ModelException e) {
        assertThat(e).hasMessageContaining(file.toString());
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(20);
  }

  /** What a file of one operator or a few makes of an image of 2 x 2 places. */
  private float[] answer(ToIntBiFunction<TfliteFiles, Integer> sketch, float... image) {
    return OnnxRuns.answer(plain(sketch), image, 2);
  }

  private FlatNetwork plain(ToIntBiFunction<TfliteFiles, Integer> sketch) {
    TfliteFiles lite = new TfliteFiles();
    int images = lite.floats("images", 1, 2, 2, 3);
    int out = sketch.applyAsInt(lite, images);
    Path file = folder.resolve("small.tflite");
    try {
      Files.write(file, lite.file(images, out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PlainNetwork.of(new TfliteReader(file).read(null, null).network());
  }

  private void assertRefused(ToIntBiFunction<TfliteFiles, Integer> sketch, String words) {
    assertThatThrownBy(() -> plain(sketch))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(words);
  }

  @Test
  void castToWholeNumbersLosesTheFraction() {
    float[] found =
        answer(
            (lite, images) -> {
              int whole = lite.wholes("whole", 1, 2, 2, 3);
              lite.op(53, 37, new int[] {images}, new int[] {whole}, (byte) 0, (byte) 2);
              int out = lite.floats("out", 1, 2, 2, 3);
              lite.op(53, 37, new int[] {whole}, new int[] {out}, (byte) 2, (byte) 0);
              return out;
            },
            1.7f,
            -1.7f,
            0.9f,
            2,
            -3,
            4.2f,
            0,
            0,
            0,
            0,
            0,
            5.5f);
    assertThat(found).containsExactly(1, -1, 0, 2, -3, 4, 0, 0, 0, 0, 0, 5);
  }

  @Test
  void castOfQuantisedNumbersIsRefused() {
    assertRefused(
        (lite, images) -> {
          int bytes = lite.bytes("bytes", 0.5f, 3, 1, 2, 2, 3);
          lite.op(114, 0, new int[] {images}, new int[] {bytes});
          int out = lite.floats("out", 1, 2, 2, 3);
          lite.op(53, 37, new int[] {bytes}, new int[] {out}, (byte) 3, (byte) 0);
          return out;
        },
        "expected a cast of numbers that are not quantised");
  }

  @Test
  void valuesArePickedInEachRowWhereTheFileSaysSo() {
    float[] found =
        answer(
            (lite, images) -> {
              int places = lite.numbers("places", new int[] {1, 2, 1}, 1, 0);
              int out = lite.floats("out", 1, 2, 1, 3);
              lite.op(36, 23, new int[] {images, places}, new int[] {out}, 2, 2);
              return out;
            },
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12);
    // of the first row the second place, of the second the first
    assertThat(found).containsExactly(4, 5, 6, 7, 8, 9);
  }

  @Test
  void settingsThatAreNotKnownAreRefused() {
    assertRefused(
        (lite, images) -> {
          int from = lite.constant("from", 0, 0, 0, 0);
          int to = lite.constant("to", 1, 1, 2, 3);
          int steps = lite.constant("steps", 1, 1, 1, 1);
          int out = lite.floats("out", 1, 1, 2, 3);
          int[] in = {images, from, to, steps};
          lite.op(45, 32, in, new int[] {out}, 0, 0, 0, 0, 0, true);
          return out;
        },
        "expected ends counted from the start, found offsets");
    assertRefused(
        (lite, images) -> {
          int kernel = lite.constant("kernel", new int[] {2, 12}, new float[24]);
          int out = lite.floats("out", 1, 2);
          lite.op(9, 8, new int[] {images, kernel}, new int[] {out}, (byte) 0, (byte) 1);
          return out;
        },
        "found shuffled ones (weights_format 1)");
  }

  @Test
  void meanOverAllImagesIsRefused() {
    assertRefused(
        (lite, images) -> {
          int axes = lite.constant("axes", 0, 1, 2, 3);
          int mean = lite.floats("mean", 1, 1, 1, 1);
          lite.op(40, 27, new int[] {images, axes}, new int[] {mean}, true);
          int out = lite.floats("out", 1, 2, 2, 3);
          lite.op(41, 28, new int[] {images, mean}, new int[] {out}, (byte) 0);
          return out;
        },
        "made for 1 at once whose answer for an image depends on the others");
  }

  @Test
  void fileOfMoreThanTwoGigabytesIsRefusedInWords() throws IOException {
    Path file = folder.resolve("large.tflite");
    try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
      zeros.setLength(3L << 30); // takes no room on the disk
    }
    assertThatThrownBy(() -> new TfliteReader(file).read(null, null))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("at most 2 GB, found 3,221,225,472 bytes");
  }

  @Test
  void detectorWithAnOperatorOfItsOwnIsRefused() {
    Path file = SharedModels.path("tflite/traffic_model.tflite");
    ModelDescription said =
        new ModelDescription(
            null,
            "normalized_input_image_tensor",
            "TFLite_Detection_PostProcess",
            0,
            null,
            List.of());
    assertThatThrownBy(() -> new ModelSource(file, said).load(Execution.of(Precision.FLOAT32)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("expected 'raw_inputs/init_lstm");
  }
}
