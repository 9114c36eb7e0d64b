package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/** The networks multiply the mean colour, here (1, 2, 3), with a matrix that is a variable. */
class SavedModelReaderTest {

  private static final byte[] PIXELS = {1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3};
  private static final float[][] MATRIX = {{1, 0}, {0, 10}, {100, 0}};

  @TempDir private Path folder;

  private static ModelDescription description(String signature, String input, String logits) {
    return new ModelDescription(signature, input, logits, 0, "none", List.of());
  }

  private static Classifier load(Path model, ModelDescription description) {
    return new ModelSource(model, description).load(Execution.of(Precision.FLOAT32)).classifier();
  }

  private static void assertRefused(Path model, ModelDescription description, String... words) {
    assertThatThrownBy(() -> load(model, description).close())
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(words);
  }

  private static Operand<TFloat32> pictures(Ops tf) {
    return tf.withName("pictures")
        .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2, 2, 3)));
  }

  private static Operand<TFloat32> times(Ops tf, Operand<TFloat32> x, Operand<TFloat32> matrix) {
    return tf.linalg.matMul(tf.math.mean(x, tf.constant(new int[] {1, 2})), matrix);
  }

  private static Operand<TFloat32> variable(Ops tf) {
    return tf.withName("kernel").variable(tf.constant(MATRIX));
  }

  private static SmallSavedModel.Ends ends(Operand<?> input, Operand<?> output) {
    return new SmallSavedModel.Ends(Map.of("image", input), Map.of("scores", output));
  }

  private Path plain() {
    return SmallSavedModel.write(
        folder,
        tf -> {
          var x = pictures(tf);
          var scores = tf.nn.softmax(times(tf, x, variable(tf)));
          return Map.of("serving_default", ends(x, scores));
        });
  }

  private Path twoSignatures() {
    return SmallSavedModel.write(
        folder,
        tf -> {
          var x = pictures(tf);
          var scores = times(tf, x, variable(tf));
          return new TreeMap<>(
              Map.of("first", ends(x, scores), "second", ends(x, tf.math.neg(scores))));
        });
  }

  @Test
  void variableOfTheFirstTensorFlowIsAConstant() {
    try (Classifier classifier = load(plain(), description(null, null, null))) {
      assertThat(classifier.logits(PIXELS, 1)[0]).containsExactly(301, 20);
      assertThat(classifier.card().parameters()).isEqualTo(6);
    }
  }

  @Test
  void signatureIsTheOneThatIsNamed() {
    Path model = twoSignatures();
    try (Classifier first = load(model, description("first", null, null));
        Classifier second = load(model, description("second", null, null))) {
      assertThat(first.logits(PIXELS, 1)[0]).containsExactly(301, 20);
      assertThat(second.logits(PIXELS, 1)[0]).containsExactly(-301, -20);
    }
  }

  @Test
  void signatureThatIsNotThereIsNamedWithThoseThatAre() {
    assertRefused(
        twoSignatures(),
        description("third", null, null),
        "Expected a signature 'third'",
        "found [first, second]",
        "--signature");
  }

  @Test
  void signatureIsAskedForWhereThereIsNoDefault() {
    assertRefused(
        twoSignatures(),
        description(null, null, null),
        "Expected a signature 'serving_default'",
        "found [first, second]");
  }

  @Test
  void callThatASignatureEndsInIsInlined() throws IOException {
    Path file = twoSignatures().resolve("saved_model.pb");
    SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    GraphDef.Builder graph = model.getMetaGraphsBuilder(0).getGraphDefBuilder();
    for (NodeDef.Builder node : graph.getNodeBuilderList()) {
      if (node.getName().equals("MatMul")) {
        graph.getLibraryBuilder().addFunction(dense(node.build()));
        node.setOp("StatefulPartitionedCall").clearAttr();
        node.putAttr("f", AttrValue.newBuilder().setFunc(called("dense")).build());
        node.putAttr("Tin", floats(2)).putAttr("Tout", floats(1));
      }
    }
    Files.write(file, model.build().toByteArray());
    try (Classifier classifier = load(folder, description("first", null, null))) {
      assertThat(classifier.logits(PIXELS, 1)[0]).containsExactly(301, 20);
      assertThat(classifier.graph().operation("MatMul/product")).isNotNull();
    }
  }

  private static FunctionDef dense(NodeDef product) {
    FunctionDef.Builder function = FunctionDef.newBuilder();
    function.getSignatureBuilder().setName("dense").addOutputArg(argument("out"));
    function.getSignatureBuilder().addInputArg(argument("a")).addInputArg(argument("b"));
    NodeDef.Builder inner = product.toBuilder().clearInput().addInput("a").addInput("b");
    return function.addNodeDef(inner.setName("product")).putRet("out", "product:product:0").build();
  }

  private static OpDef.ArgDef argument(String name) {
    return OpDef.ArgDef.newBuilder().setName(name).setType(DataType.DT_FLOAT).build();
  }

  private static NameAttrList called(String function) {
    return NameAttrList.newBuilder().setName(function).build();
  }

  private static AttrValue floats(int count) {
    AttrValue.Builder types = AttrValue.newBuilder();
    Collections.nCopies(count, DataType.DT_FLOAT).forEach(types.getListBuilder()::addType);
    return types.build();
  }

  @Test
  void inputThatSaysItsSizeCountsBeforeOneThatSaysNothing() {
    Path model =
        SmallSavedModel.write(
            folder,
            tf -> {
              var x = pictures(tf);
              var keep = tf.withName("keep_prob").placeholder(TFloat32.class);
              var scores = tf.math.mul(times(tf, x, variable(tf)), keep);
              Map<String, Operand<?>> inputs = Map.of("image", x, "keep", keep);
              return Map.of(
                  "serving_default", new SmallSavedModel.Ends(inputs, Map.of("scores", scores)));
            });
    try (Classifier classifier = load(model, description(null, null, null))) {
      assertThat(classifier.logits(PIXELS, 1)[0]).containsExactly(301, 20);
    }
  }

  private Path twoOutputs() {
    return SmallSavedModel.write(
        folder,
        tf -> {
          var x = pictures(tf);
          var kind = times(tf, x, variable(tf));
          Map<String, Operand<?>> outputs = Map.of("kind", kind, "age", tf.math.neg(kind));
          return Map.of("serving_default", new SmallSavedModel.Ends(Map.of("image", x), outputs));
        });
  }

  @Test
  void outputIsAskedForWhereSeveralGiveNumbersForClasses() {
    assertRefused(
        twoOutputs(),
        description(null, null, null),
        "Expected one output with a number for each class",
        "age float [?, 2], kind float [?, 2]",
        "--logits");
  }

  @Test
  void outputIsTheOneThatIsNamed() {
    try (Classifier classifier = load(twoOutputs(), description(null, null, "age"))) {
      assertThat(classifier.logits(PIXELS, 1)[0]).containsExactly(-301, -20);
    }
  }

  @Test
  void inputIsAskedForWhereSeveralTakeImages() {
    Path model =
        SmallSavedModel.write(
            folder,
            tf -> {
              var left = pictures(tf);
              var right = pictures(tf);
              var scores = times(tf, tf.math.add(left, right), variable(tf));
              Map<String, Operand<?>> inputs = Map.of("left", left, "right", right);
              return Map.of(
                  "serving_default", new SmallSavedModel.Ends(inputs, Map.of("scores", scores)));
            });
    assertRefused(
        model,
        description(null, null, null),
        "Expected one input for images",
        "left float [?, 2, 2, 3], right float [?, 2, 2, 3]",
        "--input");
    assertRefused(model, description(null, "left", null), "found another input 'pictures_1'");
  }

  @Test
  void languageModelIsNoImageClassifier() {
    Path model =
        SmallSavedModel.write(
            folder,
            tf -> {
              var words = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, 16)));
              var numbers = tf.dtypes.cast(words, TFloat32.class);
              return Map.of("serving_default", ends(words, tf.nn.softmax(numbers)));
            });
    assertRefused(
        model,
        description(null, null, null),
        "found image int32 [?, 16]",
        "gradcam explains image classifiers");
  }

  @Test
  void imagesAsFilesAreNoPixels() {
    Path model =
        SmallSavedModel.write(
            folder,
            tf -> {
              var files = tf.placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
              var sizes = tf.dtypes.cast(tf.strings.stringLength(files), TFloat32.class);
              var two = tf.stack(List.of(sizes, sizes), org.tensorflow.op.core.Stack.axis(1L));
              return Map.of("serving_default", ends(files, two));
            });
    assertRefused(
        model, description(null, null, null), "found image string [?]", "image classifiers");
  }

  @Test
  void definitionThatIsCutShortIsNamed() throws IOException {
    Path file = plain().resolve("saved_model.pb");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertRefused(folder, description(null, null, null), file.toString(), "Is the file whole?");
  }

  @Test
  void emptyDefinitionIsAnEmptyModel() throws IOException {
    Files.createFile(folder.resolve("saved_model.pb"));
    assertRefused(
        folder, description(null, null, null), "Expected a graph", "found an empty model");
  }

  @Test
  void missingVariablesAreNamed() throws IOException {
    Path variables = plain().resolve("variables");
    try (Stream<Path> files = Files.list(variables)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(variables);
    assertRefused(
        folder,
        description(null, null, null),
        "Expected the variables of the model in " + variables,
        "Was the folder copied whole?");
  }

  @Test
  void variablesThatAreCutShortAreNamed() throws IOException {
    Path data = plain().resolve("variables").resolve("variables.data-00000-of-00001");
    Files.write(data, new byte[3], StandardOpenOption.TRUNCATE_EXISTING);
    assertRefused(folder, description(null, null, null), "Expected the variables", "copied whole?");
  }
}
