package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** What is no model of an image classifier is refused with what was expected, found, and to do. */
class BrokenModelsTest {

  @TempDir private Path folder;

  private static void assertRefused(Path model, String... words) {
    assertRefused(model, ModelDescription.NONE, words);
  }

  private static void assertRefused(Path model, ModelDescription description, String... words) {
    assertThatThrownBy(
            () ->
                new ModelSource(model, description)
                    .load(Execution.of(Precision.FLOAT32))
                    .classifier()
                    .close())
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("Expected ")
        .hasMessageContaining("found")
        .hasMessageContainingAll(words);
  }

  private Path file(String name, String content) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private SmallFile small() {
    return SmallFile.of(
        folder,
        Shape.of(-1, 2, 2, 3),
        (tf, x) ->
            tf.withName("answer").nn.softmax(tf.math.mean(x, tf.constant(new int[] {1, 2}))));
  }

  @Test
  void missingPathIsNamed() {
    Path missing = folder.resolve("missing.pb");
    assertRefused(missing, "a model at " + missing, "found nothing", "check the path");
  }

  @Test
  void folderWithoutAModelIsNamed() {
    assertRefused(folder, "saved_model.pb", folder.toString());
  }

  @Test
  void fileOfASavedModelIsNotItsFolder() throws IOException {
    Path file = file("saved_model.pb", "");
    assertRefused(file, "a model's folder", "its file " + file, "give the folder");
  }

  @Test
  void emptyFileIsNoModel() throws IOException {
    assertRefused(file("empty.pb", ""), "found none", "SavedModel folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"just words\n", "version https://git-lfs.github.com/spec/v1\noid 1\n"})
  void textIsNoModel(String text) throws IOException {
    assertRefused(file("text.pb", text), "frozen GraphDef (.pb)", "file of Keras (.keras, .h5)");
  }

  @Test
  void tensorFlowLiteFileThatIsCutShortIsNamed() throws IOException {
    assertRefused(
        file("model.tflite", "\u001c\0\0\0TFL3\0\0\0\0\0\0\0\0"),
        "a whole TensorFlow Lite network",
        "model.tflite");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M",
        "(\0\0\0\0\0\0\0{\"conv1.weight\":{\"dtype\":\"F32\""
      })
  void weightsOfPyTorchAreRefusedWithTheWayToExportTheNetwork(String content) throws IOException {
    assertRefused(
        file("net.pth", content), "Expected a file that holds a network", "torch.onnx.export(");
  }

  @Test
  void zippedPyTorchFileIsRefusedWithTheWayToExportTheNetwork() throws IOException {
    Path file = folder.resolve("net.pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String entry : List.of("net/data.pkl", "net/data/0", "net/version")) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(new byte[] {'3', '\n'});
      }
    }
    assertRefused(file, "found a PyTorch file", file.toString(), "torch.onnx.export(");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0089HDF\r\n\u001a\nnothing more", "PK\u0003\u0004nothing more"})
  void kerasFileThatIsCutShortIsNamed(String content) throws IOException {
    Path file = file("cut.keras", content);
    assertRefused(file, file.toString());
  }

  @Test
  void frozenGraphThatIsCutShortIsNamed() throws IOException {
    Path file = small().path();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertRefused(file, "frozen GraphDef (.pb)", file.toString());
  }

  @Test
  void inputIsAskedForWhereThereAreSeveral() {
    SmallFile two =
        SmallFile.of(
            folder,
            Shape.of(-1, 2, 2, 3),
            (tf, x) -> {
              var like = Placeholder.shape(Shape.of(-1, 2, 2, 3));
              var other = tf.withName("other").placeholder(TFloat32.class, like);
              tf.math.mean(tf.math.add(x, other), tf.constant(new int[] {1, 2}));
            });
    assertRefused(two.path(), "one placeholder for images", "input, other", "--input");
  }

  @Test
  void outputIsAskedForWhereThereAreSeveral() {
    SmallFile two =
        SmallFile.of(
            folder,
            Shape.of(-1, 2, 2, 3),
            (tf, x) -> {
              var means = tf.math.mean(x, tf.constant(new int[] {1, 2}));
              tf.withName("one").math.sigmoid(means);
              tf.withName("other").math.square(means);
            });
    assertRefused(two.path(), "found [one, other]", "name one with --logits");
  }

  @Test
  void opsThatAreNamedButMissingAreNamedWithTheNearest() {
    Path file = small().path();
    assertRefused(
        file,
        new ModelDescription(null, null, "anser", 0, null, List.of()),
        "an op 'anser' for --logits",
        "nearest: answer");
    assertRefused(
        file,
        new ModelDescription(null, "inputs", null, 0, null, List.of()),
        "an op 'inputs' for --input",
        "nearest: input");
  }

  @Test
  void opThatTensorFlowDoesNotKnowIsNamed() throws IOException {
    GraphDef.Builder graph = GraphDef.parseFrom(Files.readAllBytes(small().path())).toBuilder();
    for (NodeDef.Builder node : graph.getNodeBuilderList()) {
      if (node.getName().equals("answer")) {
        node.setOp("MyCustomOp");
      }
    }
    Path file = Files.write(folder.resolve("custom.pb"), graph.build().toByteArray());
    assertRefused(file, file.toString(), "MyCustomOp");
  }

  @Test
  void preprocessingThatIsUnknownIsNamed() {
    assertRefused(
        small().path(),
        new ModelDescription(null, null, null, 0, "imagenet", List.of()),
        "Expected a preprocessing of none, unit, imagenet-tf",
        "'imagenet'");
  }

  @Test
  void wrongNumberOfLabelsIsTold() {
    assertRefused(
        small().path(),
        new ModelDescription(null, null, null, 0, "none", List.of("cat", "dog")),
        "Expected 3 labels",
        "found 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.pb", "net.keras", "net.h5"})
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Timeout(60)
  void aPipeIsRefusedWithoutBeingOpened(String name) throws Exception {
    Path pipe = folder.resolve(name);
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    assertThatThrownBy(
            () ->
                new ModelSource(pipe, ModelDescription.NONE).load(Execution.of(Precision.FLOAT32)))
        .isInstanceOf(ModelException.class)
        .hasMessage(pipe + ": expected a regular file, found a pipe, a socket or a device");
  }
}
