package io.github.gradcam.model.foreign;

import io.github.gradcam.model.ModelException;
import io.github.gradcam.model.graph.ConstantNodes;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.kernel.KernelRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Puts the values of a SavedModel's variables, whole or in shards, in the place of the variables.
 */
final class VariableFreezing {

  private static final String HANDLE = "VarHandleOp";
  private static final String READ = "ReadVariableOp";
  private static final Set<String> VARIABLES =
      Set.of(HANDLE, "VariableV2", "Variable", "AutoReloadVariable");

  private final Path folder;
  private final List<String> tags;

  VariableFreezing(Path folder, List<String> tags) {
    this.folder = folder;
    this.tags = tags;
  }

  /** A graph of which all variables are the model's own; what reads them reads constants now. */
  GraphDef freeze(GraphDef graph) {
    List<NodeDef> variables =
        graph.getNodeList().stream().filter(node -> VARIABLES.contains(node.getOp())).toList();
    if (variables.isEmpty()) {
      return graph;
    }
    Map<String, NodeDef> constants = new HashMap<>();
    KernelRuntime.settle();
    try (SavedModelBundle model =
        SavedModelBundle.loader(folder.toString()).withTags(tags.toArray(String[]::new)).load()) {
      constants.putAll(values(model, variables));
    } catch (TensorFlowException e) {
      throw new ModelException(
          "Expected the variables of the model in %s, found: %s Was the folder copied whole?"
              .formatted(folder.resolve("variables"), e.getMessage()),
          e);
    }
    GraphDef.Builder frozen = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      frozen.addNode(constants.getOrDefault(node.getName(), read(node)));
    }
    return frozen.build();
  }

  private static Map<String, NodeDef> values(SavedModelBundle model, List<NodeDef> variables) {
    List<Output<?>> reads = new ArrayList<>();
    for (NodeDef variable : variables) {
      GraphOperation op = model.graph().operationOrThrow(variable.getName());
      reads.add(variable.getOp().equals(HANDLE) ? read(model.graph(), op, variable) : op.output(0));
    }
    Session.Runner runner = model.session().runner();
    reads.forEach(runner::fetch);
    Map<String, NodeDef> constants = new HashMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < reads.size(); i++) {
        String name = variables.get(i).getName();
        constants.put(name, ConstantNodes.of(name, result.get(i)));
      }
    }
    return constants;
  }

  private static Output<?> read(Graph graph, GraphOperation handle, NodeDef variable) {
    return graph
        .opBuilder(READ, "gradcam_read/" + variable.getName(), graph.baseScope())
        .addInput(handle.output(0))
        .setAttr("dtype", variable.getAttrOrThrow("dtype").getType())
        .build()
        .output(0);
  }

  private static NodeDef read(NodeDef node) {
    if (!node.getOp().equals(READ)) {
      return node;
    }
    AttrValue type = node.getAttrOrThrow("dtype");
    return NodeDef.newBuilder()
        .setName(node.getName())
        .setOp("Identity")
        .addInput(NodeIndex.op(node.getInput(0)))
        .putAttr("T", type)
        .build();
  }
}
