package io.github.gradcam.model.keras;

import static io.github.gradcam.model.keras.NetworkAnswer.array;
import static io.github.gradcam.model.keras.SketchedModel.build;
import static io.github.gradcam.model.keras.SketchedModel.input;
import static io.github.gradcam.model.keras.SketchedModel.layer;
import static io.github.gradcam.model.keras.SketchedModel.sequential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.layer.WeightArray;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** What is said of files that cannot be read. */
class KerasFileErrorsTest {

  private static final WeightArray PIXEL = array(Shape.of(1, 1, 1, 1), 1);

  @TempDir Path folder;

  private static AbstractThrowableAssert<?, ?> assertRefused(Path file) {
    return assertThatThrownBy(() -> KerasFile.read(file)).isInstanceOf(ModelException.class);
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(
      String className, String settings, WeightArray... weights) {
    return assertThatThrownBy(() -> SketchedModel.single(className, settings, PIXEL, weights))
        .isInstanceOf(ModelException.class);
  }

  @Test
  void otherFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("model.h5"), "no model at all");
    assertRefused(file)
        .hasMessageContaining("Expected a Keras file (.keras, a zip, or .h5, HDF5)")
        .hasMessageContaining(file.toString());
    assertRefused(folder.resolve("gone.h5")).hasMessageContaining("Expected a readable file");
  }

  @Test
  void weightsWithoutArchitectureAreNotGuessedAt() {
    Path file = folder.resolve("model.weights.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset("kernel", new float[] {1});
    }
    assertRefused(file)
        .hasMessageContaining("found weights alone")
        .hasMessageContaining("save the whole model");
  }

  @Test
  void cutFilesAreSaidToBeDamaged() throws IOException {
    Path whole = folder.resolve("whole.h5");
    try (WritableHdfFile hdf = HdfFile.write(whole)) {
      hdf.putDataset("kernel", new float[1000]);
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(bytes, 60));
    assertRefused(cut)
        .hasMessageContaining("found a damaged or cut one")
        .hasMessageContaining("cut.h5");
    Path zip = Files.write(folder.resolve("cut.keras"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0});
    assertRefused(zip)
        .hasMessageContaining("found a damaged or cut one")
        .hasMessageContaining("cut.keras");
  }

  @Test
  void zipWithoutArchitectureIsRefused() throws IOException {
    Path file = folder.resolve("photos.keras");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("photo.jpg"));
    }
    assertRefused(file)
        .hasMessageContaining("Expected config.json in")
        .hasMessageContaining("found none");
  }

  @Test
  void unknownLayerIsNamedWithItsPlaceAndWhatIsSupported() {
    String inner = sequential("head", layer("Capsule", "caps", ""));
    String model = sequential("model", input("[null, 1, 1, 1]"), inner);
    assertThatThrownBy(() -> build(model, "2.9.0", Map.of()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Layer 'head/caps' (Capsule): expected a class of layer")
        .hasMessageContaining("class of your own")
        .hasMessageContaining("Supported: Activation, ")
        .hasMessageContaining("ZeroPadding2D");
  }

  @Test
  void layersOfOtherNetworksGetAHint() {
    assertRefused("LSTM", "").hasMessageContaining("only image classifiers are explained");
    assertRefused("Lambda", "").hasMessageContaining("holds Python code");
  }

  @Test
  void channelsFirstIsRefused() {
    assertRefused("MaxPooling2D", "'data_format': 'channels_first'")
        .hasMessageContaining("expected data_format channels_last, found channels_first");
  }

  @Test
  void missingWeightIsNamedWithItsShape() {
    assertRefused("Dense", "'units': 2", array(Shape.of(1, 2), 1, 2))
        .hasMessageContaining("Layer 'it' (Dense): ")
        .hasMessageContaining("Expected a weight 'it/bias' of shape [2], found none");
  }

  @Test
  void weightOfAnotherShapeIsRefused() {
    assertRefused("Dense", "'units': 2", array(Shape.of(2, 1), 1, 2))
        .hasMessageContaining("Expected a weight 'it/kernel' of shape [1, 2], found [2, 1]");
  }

  @Test
  void networkOfTextIsRefused() {
    String model = sequential("model", input("[null, 200]"), layer("Embedding", "words", ""));
    assertThatThrownBy(() -> build(model, "2.9.0", Map.of()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("found an input of shape [any,200]")
        .hasMessageContaining("only image classifiers are explained");
  }

  @Test
  void subclassOfModelIsRefused() {
    assertThatThrownBy(() -> build(layer("MyModel", "mine", ""), "3.8.0", Map.of()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("(MyModel): expected a Sequential or Functional model");
  }

  @Test
  void normalizationAlongOtherAxesIsRefused() {
    assertRefused("BatchNormalization", "'axis': [1]", PIXEL, PIXEL, PIXEL, PIXEL)
        .hasMessageContaining("expected an axis of -1, the channels, found [1]");
  }

  @Test
  void settingThatIsMissingIsNamed() {
    assertThatThrownBy(
            () ->
                build(
                    sequential("m", input("[null, 1, 1, 1]"), layer("Dense", "d", "")),
                    "2.9.0",
                    Map.of("d", List.of())))
        .hasMessageContaining("Layer 'd' (Dense): expected a value of 'units', found none");
  }

  @Test
  void sizesThatNoLayerHasAreRefused() {
    assertRefused("Conv2D", "'filters': 1000000000000, 'kernel_size': 1")
        .hasMessageContaining("expected 'filters' of at most 1,000,000, found 1,000,000,000,000");
    assertRefused("Conv2D", "'filters': -3, 'kernel_size': 1")
        .hasMessageContaining("expected 'filters' of 1 or more, found -3");
    assertRefused("Conv2D", "'filters': 1, 'kernel_size': [3, 1e12]")
        .hasMessageContaining("expected 'kernel_size' of at most 1,000,000");
  }

  @Test
  void imageThatGrowsBeyondMemoryIsRefused() {
    assertRefused("UpSampling2D", "'size': 100000")
        .hasMessageContaining("expected at most 268,435,456 values an image, found 10,000,000,000");
  }

  @Test
  void entryThatUnpacksToMoreThanMemoryIsRefused() throws IOException {
    Path file = folder.resolve("bomb.keras");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("config.json"));
      zip.write(new byte[1001]);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(KerasArchive.bytes(zip, "config.json", 1001)).hasSize(1001);
      assertThatThrownBy(() -> KerasArchive.bytes(zip, "config.json", 1000))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("of at most 1,000 bytes unpacked, found 1,001")
          .hasMessageContaining("JAVA_OPTS=-Xmx");
    }
  }
}
