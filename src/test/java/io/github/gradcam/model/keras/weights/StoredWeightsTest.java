package io.github.gradcam.model.keras.weights;

import static io.github.gradcam.model.keras.SketchedModel.input;
import static io.github.gradcam.model.keras.SketchedModel.layer;
import static io.github.gradcam.model.keras.SketchedModel.sequential;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.keras.KerasFile;
import io.github.gradcam.model.keras.NetworkAnswer;
import io.github.gradcam.model.layer.WeightArray;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** Where files of Keras' versions hold the weights of a layer. */
class StoredWeightsTest {

  private static final WeightArray ONE = NetworkAnswer.array(Shape.of(1, 1, 1, 1), 1);

  /** Dense a, in a nested model dense b and c: x * 2 + 1, * 10 + 3, * 100 + 5. */
  private static final String MODEL =
      sequential(
          "model",
          input("[null, 1, 1, 1]"),
          layer("Flatten", "flatten", ""),
          layer("Dense", "a", "'units': 1"),
          sequential("head", layer("Dense", "b", "'units': 1"), layer("Dense", "c", "'units': 1")));

  private static final float ANSWER = ((1 * 2 + 1) * 10 + 3) * 100 + 5;

  @TempDir Path folder;

  private static void put(
      WritableGroup group, String kernel, float factor, String bias, float offset) {
    group.putDataset(kernel, new float[][] {{factor}});
    group.putDataset(bias, new float[] {offset});
  }

  private static void assertAnswer(FlatNetwork network) {
    assertThat(NetworkAnswer.of(network, ONE).values()).containsExactly(ANSWER);
  }

  @Test
  void legacyFileHasOneListForANestedModel() {
    Path file = folder.resolve("model.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putAttribute("model_config", MODEL.replace('\'', '"'));
      hdf.putAttribute("keras_version", "2.4.0");
      WritableGroup weights = hdf.putGroup("model_weights");
      WritableGroup a = weights.putGroup("a");
      a.putAttribute("weight_names", new String[] {"a/kernel:0", "a/bias:0"});
      put(a.putGroup("a"), "kernel:0", 2, "bias:0", 1);
      WritableGroup head = weights.putGroup("head");
      // b is frozen: its weights come last
      head.putAttribute(
          "weight_names", new String[] {"c/kernel:0", "c/bias:0", "b/kernel:0", "b/bias:0"});
      put(head.putGroup("b"), "kernel:0", 10, "bias:0", 3);
      put(head.putGroup("c"), "kernel:0", 100, "bias:0", 5);
    }
    FlatNetwork network = KerasFile.read(file);
    assertThat(network.origin()).isEqualTo("Keras 2.4.0 file");
    assertAnswer(network);
  }

  @Test
  void legacyNamesThatTellNothingAreTakenInOrder() {
    Path file = folder.resolve("model.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putAttribute("model_config", MODEL.replace('\'', '"'));
      WritableGroup weights = hdf.putGroup("model_weights");
      WritableGroup a = weights.putGroup("a");
      a.putAttribute("weight_names", new String[] {"x/kernel_7:0", "x/bias_7:0"});
      put(a.putGroup("x"), "kernel_7:0", 2, "bias_7:0", 1);
      WritableGroup head = weights.putGroup("head");
      head.putAttribute("weight_names0", new String[] {"y/kernel:0", "y/bias:0"});
      head.putAttribute("weight_names1", new String[] {"z/kernel:0", "z/bias:0"});
      put(head.putGroup("y"), "kernel:0", 10, "bias:0", 3);
      put(head.putGroup("z"), "kernel:0", 100, "bias:0", 5);
    }
    assertAnswer(KerasFile.read(file));
  }

  @Test
  void archiveCountsLayersOfAClass() throws IOException {
    Path weights = folder.resolve("model.weights.h5");
    try (WritableHdfFile hdf = HdfFile.write(weights)) {
      WritableGroup layers = hdf.putGroup("layers");
      put(layers.putGroup("dense").putGroup("vars"), "0", 2, "1", 1);
      WritableGroup head = layers.putGroup("sequential").putGroup("layers");
      put(head.putGroup("dense").putGroup("vars"), "0", 10, "1", 3);
      put(head.putGroup("dense_1").putGroup("vars"), "0", 100, "1", 5);
    }
    FlatNetwork network = KerasFile.read(archive(weights, "3.0.5"));
    assertThat(network.origin()).isEqualTo("Keras 3.0.5 file");
    assertAnswer(network);
  }

  @Test
  void archiveOfKeras212CountsLayersWithWeightsTwice() throws IOException {
    Path weights = folder.resolve("model.weights.h5");
    String layers = "_layer_checkpoint_dependencies";
    try (WritableHdfFile hdf = HdfFile.write(weights)) {
      WritableGroup outer = hdf.putGroup(layers);
      put(outer.putGroup("dense").putGroup("vars"), "0", 2, "1", 1);
      WritableGroup head = outer.putGroup("sequential").putGroup(layers);
      put(head.putGroup("dense").putGroup("vars"), "0", 10, "1", 3);
      put(head.putGroup("dense_2").putGroup("vars"), "0", 100, "1", 5);
    }
    assertAnswer(KerasFile.read(archive(weights, "2.12.0")));
  }

  @Test
  void archiveMayNameItsLayers() throws IOException {
    Path weights = folder.resolve("model.weights.h5");
    try (WritableHdfFile hdf = HdfFile.write(weights)) {
      WritableGroup layers = hdf.putGroup("layers");
      named(layers.putGroup("dense"), "a", 2, 1);
      WritableGroup outer = layers.putGroup("sequential");
      outer.putGroup("vars").putAttribute("name", "head");
      WritableGroup head = outer.putGroup("layers");
      named(head.putGroup("dense_1"), "b", 10, 3);
      named(head.putGroup("dense"), "c", 100, 5);
    }
    assertAnswer(KerasFile.read(archive(weights, "3.8.0")));
  }

  private static void named(WritableGroup group, String name, float factor, float offset) {
    WritableGroup variables = group.putGroup("vars");
    variables.putAttribute("name", name);
    put(variables, "0", factor, "1", offset);
  }

  private Path archive(Path weights, String version) throws IOException {
    Path file = folder.resolve("model.keras");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("metadata.json"));
      zip.write("{\"keras_version\": \"%s\"}".formatted(version).getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("config.json"));
      zip.write(MODEL.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("model.weights.h5"));
      zip.write(Files.readAllBytes(weights));
    }
    return file;
  }

  @Test
  void classNamesBecomeGroupNames() {
    assertThat(ArchiveWeights.snakeCase("MaxPooling2D")).isEqualTo("max_pooling2d");
    assertThat(ArchiveWeights.snakeCase("BatchNormalization")).isEqualTo("batch_normalization");
    assertThat(ArchiveWeights.snakeCase("ReLU")).isEqualTo("re_lu");
    assertThat(ArchiveWeights.snakeCase("DepthwiseConv2D")).isEqualTo("depthwise_conv2d");
  }

  @Test
  void doublesBecomeFloats() {
    Path file = folder.resolve("model.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset("it", new double[][] {{1.5, 2.5}});
    }
    try (HdfFile hdf = new HdfFile(file)) {
      WeightArray array = HdfArrays.weights(hdf.getDatasetByPath("it"));
      assertThat(array.shape()).isEqualTo(Shape.of(1, 2));
      assertThat(array.values()).containsExactly(1.5f, 2.5f);
    }
  }

  @Test
  void pathsOfWindowsAreReadAsThoseOfOthers() throws IOException {
    Path weights = folder.resolve("model.weights.h5");
    String layers = "_layer_checkpoint_dependencies";
    try (WritableHdfFile hdf = HdfFile.write(weights)) {
      put(hdf.putGroup(layers + "\\dense").putGroup("vars"), "0", 2, "1", 1);
      String head = layers + "\\sequential\\" + layers;
      put(hdf.putGroup(head + "\\dense").putGroup("vars"), "0", 10, "1", 3);
      put(hdf.putGroup(head + "\\dense_2").putGroup("vars"), "0", 100, "1", 5);
    }
    assertAnswer(KerasFile.read(archive(weights, "2.13.1")));
  }
}
