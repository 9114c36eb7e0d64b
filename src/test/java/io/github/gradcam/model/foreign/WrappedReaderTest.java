package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.WrappedSavedModel;
import io.github.gradcam.model.layer.WeightArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The SavedModel stands in {@code export/1} beside {@code model.keras}. */
class WrappedReaderTest {

  private static final float[] WEIGHTS = {1, 2, 3, 4, 5, 6};

  @TempDir private Path folder;

  private static void export(Path place) throws IOException {
    Files.createDirectories(place);
    SmallSavedModel.write(
        place,
        tf -> {
          var like = Placeholder.shape(Shape.of(-1, 2, 2, 3));
          var x = tf.placeholder(TFloat32.class, like);
          var kernel = tf.variable(tf.constant(new float[][] {{1, 2}, {3, 4}, {5, 6}}));
          var scores = tf.linalg.matMul(tf.math.mean(x, tf.constant(new int[] {1, 2})), kernel);
          return Map.of(
              "called", new SmallSavedModel.Ends(Map.of("x", x), Map.of("scores", scores)),
              "other", new SmallSavedModel.Ends(Map.of("x", x), Map.of("s", tf.math.neg(scores))));
        });
  }

  private FlatNetwork read(String filepath, float... weights) throws IOException {
    export(folder.resolve("export").resolve("1"));
    WeightArray array = new WeightArray(Shape.of(3, 2), weights);
    WrappedSavedModel wrapped = new WrappedSavedModel(filepath, "called", List.of(array));
    return new WrappedReader(folder.resolve("model.keras"), wrapped, ModelDescription.NONE).read();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"export/1", "C:\\Users\\someone\\export\\1", "/content/drive/export/1", "export"})
  void savedModelIsFoundBesideTheFileByTheEndOfItsPath(String filepath) throws IOException {
    if (filepath.equals("export")) {
      export(folder.resolve("export"));
    }
    assertThat(read(filepath, WEIGHTS).output()).isEqualTo("MatMul");
  }

  @Test
  void savedModelIsFoundWhereTheFileSays() throws IOException {
    Path place = folder.resolve("export").resolve("1").toAbsolutePath();
    assertThat(read(place.toString(), WEIGHTS).output()).isEqualTo("MatMul");
  }

  @Test
  void savedModelWithOtherWeightsIsNotTheOneThatIsMeant() {
    assertThatThrownBy(() -> read("export/1", 1, 2, 3, 4, 5, 7))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Expected the weights of " + folder.resolve("model.keras"))
        .hasMessageContaining("found others of shape [3, 2]");
  }

  @Test
  void savedModelThatIsNowhereIsNamed() {
    assertThatThrownBy(() -> read("elsewhere/2", WEIGHTS))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Expected the SavedModel 'elsewhere/2'")
        .hasMessageEndingWith("give the SavedModel's folder");
  }
}
