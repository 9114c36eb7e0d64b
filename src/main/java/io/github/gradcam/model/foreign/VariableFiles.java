package io.github.gradcam.model.foreign;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * The files that hold a SavedModel's variables: whatever its ops name, they read these.
 *
 * @param folder of the model
 */
record VariableFiles(Path folder) {

  /** The op that reads them. */
  static final String RESTORE = "RestoreV2";

  private static final String NAME = "gradcam_variables";

  /** What the names of all of them begin with. */
  String prefix() {
    return folder.resolve("variables").resolve("variables").toString();
  }

  /** A graph of the same ops, of which those that read variables read these files. */
  GraphDef only(GraphDef graph) {
    GraphDef.Builder bound = graph.toBuilder().clearNode();
    bound.addAllNode(bound(graph.getNodeList(), NAME));
    for (FunctionDef.Builder function : bound.getLibraryBuilder().getFunctionBuilderList()) {
      List<NodeDef> body = bound(function.getNodeDefList(), NAME + ":output:0");
      function.clearNodeDef().addAllNodeDef(body);
    }
    return bound.build();
  }

  private List<NodeDef> bound(List<NodeDef> nodes, String path) {
    List<NodeDef> bound = new ArrayList<>();
    bound.add(path());
    for (NodeDef node : nodes) {
      bound.add(node.getOp().equals(RESTORE) ? node.toBuilder().setInput(0, path).build() : node);
    }
    return bound;
  }

  private NodeDef path() {
    AttrValue.Builder value = AttrValue.newBuilder();
    value
        .getTensorBuilder()
        .setDtype(DataType.DT_STRING)
        .addStringVal(ByteString.copyFromUtf8(prefix()))
        .getTensorShapeBuilder();
    return NodeDef.newBuilder()
        .setName(NAME)
        .setOp("Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_STRING).build())
        .putAttr("value", value.build())
        .build();
  }
}
