package io.github.gradcam.model.graph;

import com.google.protobuf.TextFormat;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Graphs and functions in few words. */
public final class GraphText {

  public static final AttrValue FLOAT = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();

  private GraphText() {}

  /** An op on floats. */
  public static NodeDef node(String name, String op, String... inputs) {
    NodeDef.Builder node = NodeDef.newBuilder().setName(name).setOp(op);
    return node.addAllInput(List.of(inputs)).putAttr("T", FLOAT).build();
  }

  public static NodeDef input(String name) {
    return NodeDef.newBuilder().setName(name).setOp("Placeholder").putAttr("dtype", FLOAT).build();
  }

  /** A call of a function that takes and gives floats. */
  public static NodeDef call(
      String name, String op, String function, int outputs, String... inputs) {
    AttrValue.Builder called = AttrValue.newBuilder();
    called.getFuncBuilder().setName(function);
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(op)
        .addAllInput(List.of(inputs))
        .putAllAttr(
            Map.of("f", called.build(), "Tin", floats(inputs.length), "Tout", floats(outputs)))
        .build();
  }

  public static AttrValue floats(int count) {
    AttrValue.Builder types = AttrValue.newBuilder();
    for (int i = 0; i < count; i++) {
      types.getListBuilder().addType(DataType.DT_FLOAT);
    }
    return types.build();
  }

  /** A function of floats; {@code returns} gives for each output what it is in the body. */
  public static FunctionDef function(
      String name, List<String> arguments, List<String> returns, NodeDef... body) {
    FunctionDef.Builder function = FunctionDef.newBuilder();
    function.getSignatureBuilder().setName(name);
    for (String argument : arguments) {
      function
          .getSignatureBuilder()
          .addInputArgBuilder()
          .setName(argument)
          .setType(DataType.DT_FLOAT);
    }
    for (int i = 0; i < returns.size(); i++) {
      function
          .getSignatureBuilder()
          .addOutputArgBuilder()
          .setName("out" + i)
          .setType(DataType.DT_FLOAT);
      function.putRet("out" + i, returns.get(i));
    }
    return function.addAllNodeDef(List.of(body)).build();
  }

  public static GraphDef graph(List<FunctionDef> functions, NodeDef... nodes) {
    GraphDef.Builder graph = GraphDef.newBuilder();
    graph.getLibraryBuilder().addAllFunction(functions);
    return graph.addAllNode(List.of(nodes)).build();
  }

  /** As protocol buffers are written for people. */
  public static GraphDef parsed(String text) {
    try {
      return TextFormat.parse(text, GraphDef.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The ops as {@code name = Op(inputs)}. */
  public static List<String> lines(GraphDef graph) {
    return graph.getNodeList().stream()
        .map(
            node ->
                "%s = %s(%s)"
                    .formatted(
                        node.getName(), node.getOp(), String.join(", ", node.getInputList())))
        .toList();
  }
}
