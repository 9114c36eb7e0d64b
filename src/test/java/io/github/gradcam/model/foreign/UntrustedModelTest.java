package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.graph.GraphText;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.CollectionDef.NodeList;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

/** A model is data: it can neither write nor read a file of the computer it is explained on. */
class UntrustedModelTest {

  private static final byte[] PIXELS = {1, 2, 3};

  @TempDir private Path folder;
  private Path victim;

  @BeforeEach
  void nameTheVictim() {
    victim = folder.resolve("victim.txt");
  }

  private Path model(String name, float weight) throws IOException {
    float[][] kernel = {{weight, 0}, {0, weight}, {0, 0}};
    return SmallSavedModel.write(
        Files.createDirectories(folder.resolve(name)),
        tf -> {
          var x =
              tf.withName("pictures")
                  .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1, 1, 3)));
          var mean = tf.math.mean(x, tf.constant(new int[] {1, 2}));
          var scores = tf.linalg.matMul(mean, tf.withName("kernel").variable(tf.constant(kernel)));
          return Map.of(
              "serving_default",
              new SmallSavedModel.Ends(Map.of("image", x), Map.of("scores", scores)));
        });
  }

  private static Path change(Path model, Consumer<MetaGraphDef.Builder> change) throws IOException {
    Path file = model.resolve("saved_model.pb");
    SavedModel.Builder saved = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    change.accept(saved.getMetaGraphsBuilder(0));
    Files.write(file, saved.build().toByteArray());
    return model;
  }

  private static NodeDef text(String name, String value) {
    AttrValue type = AttrValue.newBuilder().setType(DataType.DT_STRING).build();
    AttrValue.Builder content = AttrValue.newBuilder();
    content
        .getTensorBuilder()
        .setDtype(DataType.DT_STRING)
        .addStringVal(ByteString.copyFromUtf8(value))
        .getTensorShapeBuilder();
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", type)
        .putAttr("value", content.build())
        .build();
  }

  private List<NodeDef> writing() {
    NodeDef.Builder write = NodeDef.newBuilder().setName("evil").setOp("WriteFile");
    return List.of(
        text("evil/path", victim.toString()),
        text("evil/content", "owned"),
        write.addInput("evil/path").addInput("evil/content").build());
  }

  private static void waitFor(String control, String op, GraphDef.Builder graph) {
    graph.getNodeBuilderList().stream()
        .filter(node -> node.getOp().equals(op))
        .forEach(node -> node.addInput("^" + control));
  }

  private static Classifier load(Path model) {
    return new ModelSource(model, new ModelDescription(null, null, null, 0, "none", List.of()))
        .load(Execution.of(Precision.FLOAT32))
        .classifier();
  }

  private void assertRefused(Path model, String op) {
    assertThatThrownBy(() -> load(model).close())
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("ops that only compute", model.toString(), op, "never run");
    assertThat(victim).doesNotExist();
  }

  @Test
  void anOpThatWritesAFileAndThatTheNetworkWaitsForIsRefused() throws IOException {
    Path model =
        change(
            model("saved", 1),
            meta -> {
              meta.getGraphDefBuilder().addAllNode(writing());
              waitFor("evil", "MatMul", meta.getGraphDefBuilder());
            });
    assertRefused(model, "WriteFile ('evil')");
  }

  @Test
  void anOpThatWritesAFileWhereVariablesAreRestoredIsRefused() throws IOException {
    Path model =
        change(
            model("saved", 1),
            meta -> {
              meta.getGraphDefBuilder().addAllNode(writing());
              waitFor("evil", "Assign", meta.getGraphDefBuilder());
            });
    assertRefused(model, "WriteFile ('evil')");
  }

  @Test
  void anInitialiserIsNeverRun() throws IOException {
    Path model =
        change(
            model("saved", 1),
            meta -> {
              meta.getGraphDefBuilder().addAllNode(writing());
              meta.putCollectionDef(
                  "saved_model_main_op",
                  CollectionDef.newBuilder()
                      .setNodeList(NodeList.newBuilder().addValue("evil"))
                      .build());
            });
    try (Classifier classifier = load(model)) {
      assertThat(classifier.logits(PIXELS, 1)[0]).containsExactly(1, 2);
    }
    assertThat(victim).doesNotExist();
  }

  @Test
  void variablesAreReadFromTheModelsOwnFilesWhateverItsGraphNames() throws IOException {
    Path other = model("other", 7).resolve("variables").resolve("variables");
    Path model =
        change(
            model("saved", 1),
            meta -> {
              meta.getGraphDefBuilder().addNode(text("other", other.toString()));
              meta.getGraphDefBuilder().getNodeBuilderList().stream()
                  .filter(node -> node.getOp().equals("RestoreV2"))
                  .forEach(node -> node.setInput(0, "other"));
            });
    try (Classifier classifier = load(model)) {
      assertThat(classifier.logits(PIXELS, 1)[0]).containsExactly(1, 2);
    }
  }

  @Test
  void anOpThatReadsAFileInAFunctionOfAFrozenGraphIsRefused() throws IOException {
    NodeDef read =
        NodeDef.newBuilder().setName("secret").setOp("ReadFile").addInput("path").build();
    var inner =
        GraphText.function(
            "inner",
            List.of("x"),
            List.of("y:activations:0"),
            GraphText.node("y", "Relu", "x"),
            text("path", "/etc/passwd"),
            read);
    var outer =
        GraphText.function(
            "outer",
            List.of("x"),
            List.of("call:output:0"),
            GraphText.call("call", "PartitionedCall", "inner", 1, "x"));
    GraphDef graph =
        GraphText.graph(
            List.of(inner, outer),
            GraphText.input("input"),
            GraphText.call("answer", "PartitionedCall", "outer", 1, "input"));
    Path file = Files.write(folder.resolve("frozen.pb"), graph.toByteArray());
    assertRefused(file, "ReadFile ('secret')");
  }
}
