package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.graph.GraphText;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.OpOutputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** An op of a model runs if it is listed, and not because nobody thought of it. */
class AllowedOpsTest {

  private static final Path MODEL = Path.of("model.pb");

  private static GraphDef one(String op) {
    NodeDef node = NodeDef.newBuilder().setName("it").setOp(op).build();
    return GraphDef.newBuilder().addNode(node).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WriteFile",
        "ReadFile",
        "MatchingFiles",
        "SaveV2",
        "RestoreV2",
        "MergeV2Checkpoints",
        "ImmutableConst",
        "LoadAndRemapMatrix",
        "DecodeProtoV2",
        "FixedUnigramCandidateSampler",
        "RecordInput",
        "GenerateVocabRemapping",
        "InitializeTableFromTextFileV2",
        "PrintV2",
        "DebugIdentityV2",
        "TFRecordDataset",
        "CreateSummaryFileWriter",
        "WholeFileReaderV2",
        "PyFunc",
        "EagerPyFunc",
        "PyFuncStateless",
        "RpcClient",
        "RemoteCall",
        "_Send",
        "_Recv",
        "Abort",
        "FIFOQueueV2",
        "XlaLaunch",
        "DumpTensor"
      })
  void anOpOfFilesNetworksProcessesOrPythonIsRefused(String op) {
    assertThatThrownBy(() -> AllowedOps.all(one(op), MODEL))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("found " + op + " ('it')", "never run");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Conv2D", "FusedBatchNormV3", "While", "VarHandleOp", "DecodeJpeg", "TopKV2"})
  void anOpThatComputesIsAllowed(String op) {
    assertThatCode(() -> AllowedOps.all(one(op), MODEL)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"WriteFile", "Relu"})
  void aFunctionThatIsCalledAsanOpIsCheckedItself(String name) {
    NodeDef write = NodeDef.newBuilder().setName("evil").setOp("WriteFile").build();
    GraphDef graph =
        GraphText.graph(
            List.of(GraphText.function(name, List.of(), List.of(), write)),
            NodeDef.newBuilder().setName("call").setOp(name).build());
    assertThatThrownBy(() -> AllowedOps.all(graph, MODEL)).hasMessageContaining("WriteFile");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SaveV2", "WriteFile"})
  void whatNothingAskedForNeedsIsLeftOut(String op) {
    GraphDef graph = one(op).toBuilder().addNode(GraphText.input("x")).build();
    assertThat(AllowedOps.needed(graph, List.of("x"), MODEL).getNodeList())
        .extracting(NodeDef::getName)
        .containsExactly("x");
  }

  /** So that what is listed need not be looked up when a model is loaded. */
  @Test
  void everyListedOpIsOneOfThisTensorFlow() throws IOException {
    try (InputStream list =
        Objects.requireNonNull(AllowedOps.class.getResourceAsStream("allowed-ops.txt"))) {
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text.lines()).isNotEmpty().allMatch(OpOutputs::isRegistered);
    }
  }
}
