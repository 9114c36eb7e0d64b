package io.github.gradcam.model.graph;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * Takes the way that a network always takes: where a condition is constant, such as whether it is
 * training, the branch that it rules out goes. Conditions that depend on the images stay.
 */
public final class DeadBranches {

  private static final Set<String> CONDITIONALS = Set.of("If", "StatelessIf");

  private final NodeIndex index;
  private final GraphEdit edit;

  /** Tensors that never have a value. */
  private final Set<String> dead = new HashSet<>();

  private DeadBranches(GraphDef graph) {
    this.index = new NodeIndex(graph);
    this.edit = new GraphEdit(graph);
  }

  /**
   * Removes dead branches.
   *
   * @param graph without calls; what does not depend on the images is constant
   * @param ends the tensors that are asked for
   * @return the ops that the ends depend on; a conditional is a call of the branch that is taken
   */
  public static GraphDef remove(GraphDef graph, Collection<String> ends) {
    DeadBranches branches = new DeadBranches(graph);
    for (String op : branches.index.inputsFirst(ends)) {
      branches.visit(branches.index.get(op));
    }
    return branches.edit.apply(ends);
  }

  private void visit(NodeDef node) {
    List<String> inputs = node.getInputList();
    if (node.getOp().equals("Merge")) {
      List<String> live = inputs.stream().filter(input -> !isDead(input)).toList();
      if (live.size() == 1) {
        edit.redirect(node.getName(), live.get(0));
        edit.replace(handingOn(node, live.get(0)));
      } else if (live.isEmpty()) {
        dead.add(node.getName());
      }
    } else if (inputs.stream().anyMatch(this::isDead)) {
      dead.add(node.getName());
    } else if (node.getOp().equals("Switch")) {
      condition(inputs.get(1)).ifPresent(taken -> decide(node, taken));
    } else if (CONDITIONALS.contains(node.getOp())) {
      condition(inputs.get(0)).ifPresent(taken -> edit.replace(call(node, taken)));
    }
  }

  /** The second output of a switch has the value where the condition holds, the first where not. */
  private void decide(NodeDef node, boolean taken) {
    dead.add(node.getName() + (taken ? ":0" : ":1"));
    edit.redirect(NodeIndex.tensor(node.getName(), taken ? 1 : 0), node.getInput(0));
  }

  /** An op that is dead has no live outputs; of a switch only one is. */
  private boolean isDead(String tensor) {
    String op = NodeIndex.op(tensor);
    return dead.contains(op) || dead.contains(op + ":" + NodeIndex.output(tensor));
  }

  /** What stands where a merge is itself asked for. */
  private static NodeDef handingOn(NodeDef merge, String input) {
    DataType type = merge.getAttrOrThrow("T").getType();
    return Nodes.of(merge.getName(), "Identity", merge, type).addInput(input).build();
  }

  private static NodeDef call(NodeDef conditional, boolean taken) {
    NameAttrList branch =
        conditional.getAttrOrThrow(taken ? "then_branch" : "else_branch").getFunc();
    return NodeDef.newBuilder()
        .setName(conditional.getName())
        .setOp("StatefulPartitionedCall")
        .addAllInput(conditional.getInputList().subList(1, conditional.getInputCount()))
        .putAllAttr(
            Map.of(
                "f", AttrValue.newBuilder().setFunc(branch).build(),
                "Tin", conditional.getAttrOrThrow("Tin"),
                "Tout", conditional.getAttrOrThrow("Tout")))
        .build();
  }

  private Optional<Boolean> condition(String tensor) {
    return index
        .find(NodeIndex.op(edit.now(tensor)))
        .filter(node -> node.getOp().equals("Const"))
        .map(node -> node.getAttrOrThrow("value").getTensor())
        .map(DeadBranches::value);
  }

  private static boolean value(TensorProto value) {
    return value.getBoolValCount() > 0
        ? value.getBoolVal(0)
        : !value.getTensorContent().isEmpty() && value.getTensorContent().byteAt(0) != 0;
  }
}
