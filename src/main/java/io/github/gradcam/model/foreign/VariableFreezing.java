package io.github.gradcam.model.foreign;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.model.AllowedOps;
import io.github.gradcam.model.graph.ConstantNodes;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.kernel.Graphs;
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
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.types.TString;

/**
 * Puts the values of a SavedModel's variables, whole or in shards, in the place of the variables.
 */
final class VariableFreezing {

  private static final String HANDLE = "VarHandleOp";
  private static final String READ = "ReadVariableOp";
  private static final Set<String> VARIABLES =
      Set.of(HANDLE, "VariableV2", "Variable", "AutoReloadVariable");

  private final Path folder;
  private final MetaGraphDef model;

  VariableFreezing(Path folder, MetaGraphDef model) {
    this.folder = folder;
    this.model = model;
  }

  /** A graph of which all variables are the model's own; what reads them reads constants now. */
  GraphDef freeze(GraphDef graph) {
    List<NodeDef> variables =
        graph.getNodeList().stream().filter(node -> VARIABLES.contains(node.getOp())).toList();
    if (variables.isEmpty()) {
      return graph;
    }
    Map<String, NodeDef> constants = values(variables);
    GraphDef.Builder frozen = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      frozen.addNode(constants.getOrDefault(node.getName(), read(node)));
    }
    return frozen.build();
  }

  /**
   * Runs of the model's graph what restores its variables, and nothing else: no initialiser, and no
   * op that could read or write another file than these variables.
   */
  private Map<String, NodeDef> values(List<NodeDef> variables) {
    SaverDef saver = model.getSaverDef();
    List<String> asked = new ArrayList<>(variables.stream().map(NodeDef::getName).toList());
    asked.add(saver.getRestoreOpName());
    GraphDef restoring =
        AllowedOps.needed(model.getGraphDef(), asked, folder, VariableFiles.RESTORE);
    VariableIndex.check(folder);
    try (Graph graph = Graphs.empty()) {
      graph.importGraphDef(new VariableFiles(folder).only(restoring));
      try (Session session = new Session(graph)) {
        restore(session, graph, saver);
        return values(session, graph, variables);
      }
    } catch (TensorFlowException e) {
      throw new ModelException(
          "Expected the variables of the model in %s, found: %s Was the folder copied whole?"
              .formatted(folder.resolve("variables"), FailureWords.of(e)),
          e);
    }
  }

  private void restore(Session session, Graph graph, SaverDef saver) {
    if (graph.operation(saver.getRestoreOpName()) == null) {
      return;
    }
    Session.Runner runner = session.runner().addTarget(saver.getRestoreOpName());
    try (TString file = TString.scalarOf(new VariableFiles(folder).prefix())) {
      if (graph.operation(NodeIndex.op(saver.getFilenameTensorName())) != null) {
        runner.feed(saver.getFilenameTensorName(), file);
      }
      runner.run().close();
    }
  }

  private static Map<String, NodeDef> values(
      Session session, Graph graph, List<NodeDef> variables) {
    List<Output<?>> reads = new ArrayList<>();
    for (NodeDef variable : variables) {
      GraphOperation op = graph.operationOrThrow(variable.getName());
      reads.add(variable.getOp().equals(HANDLE) ? read(graph, op, variable) : op.output(0));
    }
    Session.Runner runner = session.runner();
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
