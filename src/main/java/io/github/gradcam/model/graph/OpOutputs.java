package io.github.gradcam.model.graph;

import io.github.gradcam.model.kernel.KernelRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpDef.ArgDef;

/** How the outputs of an op, which functions call by name, are numbered. */
public final class OpOutputs {

  private static final Map<String, OpDef> REGISTERED = registered();

  private final Map<String, FunctionDef> functions;

  OpOutputs(Map<String, FunctionDef> functions) {
    this.functions = functions;
  }

  /** Whether TensorFlow itself has an op of the name. */
  public static boolean isRegistered(String op) {
    return REGISTERED.containsKey(op);
  }

  /**
   * Numbers an output.
   *
   * @param node whose output it is
   * @param name the output's name in the op's definition
   * @param index within the outputs of that name
   * @return the number among all outputs of the op
   */
  int number(NodeDef node, String name, int index) {
    int number = index;
    for (ArgDef output : outputs(node.getOp())) {
      if (output.getName().equals(name)) {
        return number;
      }
      number += length(output, node);
    }
    throw new IllegalArgumentException(
        "Expected an output '%s' of op '%s' (%s), found none"
            .formatted(name, node.getName(), node.getOp()));
  }

  private List<ArgDef> outputs(String op) {
    if (functions.containsKey(op)) {
      return functions.get(op).getSignature().getOutputArgList();
    }
    OpDef definition = REGISTERED.get(op);
    if (definition == null) {
      throw new IllegalArgumentException(
          "Expected ops that this TensorFlow knows, found '%s'".formatted(op));
    }
    return definition.getOutputArgList();
  }

  private static int length(ArgDef output, NodeDef node) {
    if (!output.getNumberAttr().isEmpty()) {
      return (int) node.getAttrOrThrow(output.getNumberAttr()).getI();
    } else if (!output.getTypeListAttr().isEmpty()) {
      return node.getAttrOrThrow(output.getTypeListAttr()).getList().getTypeCount();
    }
    return 1;
  }

  private static Map<String, OpDef> registered() {
    Map<String, OpDef> byName = new HashMap<>();
    KernelRuntime.settle();
    TensorFlow.registeredOpList().getOpList().forEach(op -> byName.put(op.getName(), op));
    return byName;
  }
}
