package io.github.gradcam.model.foreign.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Computed;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import io.github.gradcam.model.foreign.onnx.op.ExternalData;
import io.github.gradcam.model.foreign.onnx.op.OnnxNode;
import io.github.gradcam.model.foreign.onnx.op.OnnxOp;
import io.github.gradcam.model.foreign.onnx.op.OnnxOps;
import io.github.gradcam.model.foreign.onnx.op.ShapeArithmetic;
import io.github.gradcam.model.foreign.onnx.op.TensorReader;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.TensorSizes;
import io.github.gradcam.model.kernel.Graphs;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Makes ops of nodes, one after the other. What does not depend on the images is computed at once,
 * with the same ops.
 */
final class GraphLowering implements AutoCloseable {

  private static final int DEEPEST = 32;

  private final Path file;
  private final long batch;
  private final GraphWriter writer;
  private final TensorReader tensors;
  private final Map<List<String>, FunctionProto> functions = new HashMap<>();
  private final Map<String, String> layers = new LinkedHashMap<>();
  private final Set<String> said;
  private final Scope outermost;
  private int calledNodes;
  private @Nullable EagerSession eager;
  private @Nullable GraphWriter atOnce;

  /**
   * Names that stand for values.
   *
   * @param nodes that give them
   * @param constants of the file
   * @param values those that are known
   * @param outer what else is seen from there; null outside of all
   * @param opset the version of the operators
   * @param prefix of the names of layers
   * @param depth how many scopes there are around this
   */
  private record Scope(
      List<NodeProto> nodes,
      Map<String, TensorProto> constants,
      Map<String, Value> values,
      @Nullable Scope outer,
      long opset,
      String prefix,
      int depth) {}

  /**
   * Begins.
   *
   * @param said names of the nodes that are layers; empty where each is one
   */
  GraphLowering(ModelProto model, Path file, long batch, Collection<String> said, Graph graph) {
    this.file = file;
    this.batch = batch;
    this.said = Set.copyOf(said);
    this.writer = new GraphWriter(graph);
    this.tensors = new TensorReader(new ExternalData(file));
    for (FunctionProto function : model.getFunctionsList()) {
      functions.put(
          key(function.getDomain(), function.getName(), function.getOverload()), function);
    }
    long opset = OnnxReader.opset(model.getOpsetImportList());
    if (opset < OnnxOps.FIRST_OPSET) {
      throw new ModelException(
          "Expected ONNX operators of version %d or later in %s, found %d; export the model anew, with opset_version=17"
              .formatted(OnnxOps.FIRST_OPSET, file, opset));
    }
    this.outermost = scope(model.getGraph(), null, opset, "", 0);
  }

  private Scope scope(
      GraphProto graph, @Nullable Scope outer, long opset, String prefix, int depth) {
    Map<String, TensorProto> constants = new HashMap<>();
    graph.getInitializerList().forEach(each -> constants.put(each.getName(), each));
    return new Scope(graph.getNodeList(), constants, new HashMap<>(), outer, opset, prefix, depth);
  }

  private static List<String> key(String domain, String name, String overload) {
    return List.of(OnnxReader.isStandard(domain) ? "" : domain, name, overload);
  }

  GraphWriter writer() {
    return writer;
  }

  /** Says what a name stands for. */
  void put(String name, Value value) {
    outermost.values().put(name, value);
  }

  /** Adds the input that takes the images. */
  Output<?> put(OnnxEnds.Input images) {
    Output<?> placeholder = writer.placeholder(images.name(), images.type(), images.memory());
    put(images.name(), new Computed(placeholder, images.shape(), images.order(), true, List.of()));
    return placeholder;
  }

  /**
   * The shapes of the values that were lowered, in the file's order; those of branches are not
   * among them.
   */
  Map<String, List<Dimension>> shapes() {
    Map<String, List<Dimension>> shapes = new HashMap<>();
    outermost.values().forEach((name, value) -> shapes.put(name, value.shape()));
    return shapes;
  }

  /** The whole numbers that are the same for all images, by name. */
  Map<String, long[]> numbers() {
    Map<String, long[]> numbers = new HashMap<>();
    outermost
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Known known && known.type() == DataType.DT_INT64) {
                numbers.put(name, known.tensor().longs());
              }
            });
    return numbers;
  }

  /** The names of nodes that give feature maps, by the ops that give these. */
  Map<String, String> layers() {
    return layers;
  }

  /** Adds the nodes that a value is computed from. */
  Value lower(String name) {
    lower(outermost, List.of(name));
    return value(outermost, name)
        .orElseThrow(
            () ->
                new ModelException(
                    "Expected a node that gives '%s' in %s, found none; is the model whole?"
                        .formatted(name, file)));
  }

  private void lower(Scope scope, List<String> asked) {
    Set<NodeProto> needed = needed(scope, asked);
    for (NodeProto node : scope.nodes()) {
      if (needed.contains(node)) {
        List<Value> outputs = lowered(scope, node);
        for (int i = 0; i < Math.min(outputs.size(), node.getOutputCount()); i++) {
          scope.values().put(node.getOutput(i), outputs.get(i));
        }
      }
    }
  }

  private static Set<NodeProto> needed(Scope scope, List<String> asked) {
    Map<String, NodeProto> makers = new HashMap<>();
    for (NodeProto node : scope.nodes()) {
      node.getOutputList().forEach(output -> makers.put(output, node));
    }
    Set<NodeProto> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<String> waiting = new ArrayDeque<>(asked);
    while (!waiting.isEmpty()) {
      String name = waiting.remove();
      NodeProto maker = scope.values().containsKey(name) ? null : makers.get(name);
      if (maker != null && needed.add(maker)) {
        waiting.addAll(OnnxNetwork.taken(maker));
      }
    }
    return needed;
  }

  private Optional<Value> value(Scope scope, String name) {
    for (Scope at = scope; at != null; at = at.outer()) {
      Value value = at.values().get(name);
      if (value != null) {
        return Optional.of(value);
      }
      TensorProto constant = at.constants().get(name);
      if (constant != null) {
        Value known = new Known(tensors.read(constant));
        at.values().put(name, known);
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  private List<Value> lowered(Scope scope, NodeProto node) {
    String shown = scope.prefix() + NodeNames.of(node);
    List<Optional<Value>> inputs = new ArrayList<>();
    for (String input : node.getInputList()) {
      Optional<Value> value = input.isEmpty() ? Optional.empty() : value(scope, input);
      if (value.isEmpty() && !input.isEmpty()) {
        throw new ModelException(
            "Expected '%s', which node '%s' of %s takes, before it, found none: gradcam takes images alone, and nodes in order"
                .formatted(input, shown, file));
      }
      inputs.add(value);
    }
    try {
      writer.begin(shown);
      List<Value> outputs = outputs(scope, node, inputs, shown);
      if (!outputs.isEmpty() && outputs.get(0) instanceof Computed maps) {
        remember(maps, shown);
      }
      return outputs;
    } catch (ModelException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ModelException(
          "Expected nodes that TensorFlow can compute in %s, found %s in '%s' (opset %d): %s"
              .formatted(
                  file,
                  node.getOpType(),
                  shown,
                  scope.opset(),
                  FailureWords.of(e, "attributes or inputs that do not fit")),
          e);
    }
  }

  private void remember(Computed maps, String name) {
    boolean layer = said.isEmpty() || said.contains(name);
    if (layer && maps.places() && maps.rank() == 4 && maps.output().index() == 0) {
      layers.putIfAbsent(maps.output().op().name(), name);
    }
  }

  private List<Value> outputs(
      Scope scope, NodeProto node, List<Optional<Value>> inputs, String shown) {
    FunctionProto function =
        functions.get(key(node.getDomain(), node.getOpType(), node.getOverload()));
    if (function != null) {
      return called(scope, node, inputs, function, shown);
    } else if (node.getOpType().equals("If") && OnnxReader.isStandard(node.getDomain())) {
      return branch(scope, node, inputs, shown);
    }
    OnnxOp op =
        OnnxOps.find(node.getDomain(), node.getOpType())
            .orElseThrow(() -> unknown(node, shown, scope.opset()));
    OnnxNode call = new OnnxNode(node, inputs, scope.opset(), batch, writer, tensors);
    Optional<Value> computed = ShapeArithmetic.of(call);
    if (computed.isPresent()) {
      return List.of(computed.get());
    }
    boolean constant =
        inputs.stream().allMatch(input -> input.isEmpty() || input.get() instanceof Known);
    if (!constant) {
      return op.lower(call);
    }
    if (!inputs.isEmpty()) {
      checkSizes(op, node, inputs, scope.opset(), shown);
    }
    return atOnce(op, node, inputs, scope.opset());
  }

  /** Adds the ops to a graph that is not run: memory is asked for when they are computed. */
  private void checkSizes(
      OnnxOp op, NodeProto node, List<Optional<Value>> inputs, long opset, String shown) {
    try (Graph graph = Graphs.empty()) {
      GraphWriter tried = new GraphWriter(graph);
      tried.begin(shown);
      op.lower(new OnnxNode(node, inputs, opset, batch, tried, tensors));
      TensorSizes.check(graph);
    }
  }

  private List<Value> atOnce(OnnxOp op, NodeProto node, List<Optional<Value>> inputs, long opset) {
    GraphWriter now = atOnce;
    if (now == null) {
      eager = EagerSession.create();
      now = new GraphWriter(eager);
      atOnce = now;
    }
    List<Value> constants = new ArrayList<>();
    for (Value value : op.lower(new OnnxNode(node, inputs, opset, batch, now, tensors))) {
      constants.add(now.known(value));
    }
    return constants;
  }

  private ModelException unknown(NodeProto node, String shown, long opset) {
    boolean standard = OnnxReader.isStandard(node.getDomain());
    String type = standard ? node.getOpType() : node.getDomain() + "." + node.getOpType();
    String advice =
        OnnxOps.isBeyond(node.getOpType())
            ? "no gradient goes through loops, lists and chance: name a value before it with --logits, or export the network without what comes behind its logits"
            : "name a value before it with --logits, or export the network without it; docs/models.md lists the operators that are known";
    return new ModelException(
        "Expected ONNX operators that are known here in %s, found %s in node '%s' (opset %d); %s"
            .formatted(file, type, shown, opset, advice));
  }

  private List<Value> called(
      Scope scope,
      NodeProto node,
      List<Optional<Value>> inputs,
      FunctionProto function,
      String shown) {
    checkDepth(scope, shown);
    Map<String, AttributeProto> given = new HashMap<>();
    function.getAttributeProtoList().forEach(each -> given.put(each.getName(), each));
    node.getAttributeList().forEach(each -> given.put(each.getName(), each));
    List<NodeProto> nodes = new ArrayList<>();
    for (NodeProto inner : function.getNodeList()) {
      nodes.add(bound(inner, given, shown));
    }
    long opset =
        function.getOpsetImportCount() == 0
            ? scope.opset()
            : OnnxReader.opset(function.getOpsetImportList());
    Map<String, Value> values = new HashMap<>();
    for (int i = 0; i < Math.min(inputs.size(), function.getInputCount()); i++) {
      String name = function.getInput(i);
      inputs.get(i).ifPresent(value -> values.put(name, value));
    }
    Scope inside = new Scope(nodes, Map.of(), values, null, opset, shown + "/", scope.depth() + 1);
    lower(inside, function.getOutputList());
    return given(inside, function.getOutputList(), shown);
  }

  private void checkDepth(Scope scope, String shown) {
    if (scope.depth() >= DEEPEST) {
      throw new ModelException(
          "Expected functions and branches at most %d deep in %s, found more in '%s'"
              .formatted(DEEPEST, file, shown));
    }
  }

  private List<Value> given(Scope scope, List<String> names, String shown) {
    List<Value> values = new ArrayList<>();
    for (String name : names) {
      values.add(
          value(scope, name)
              .orElseThrow(
                  () ->
                      new ModelException(
                          "Expected a value '%s' in '%s' of %s, found none"
                              .formatted(name, shown, file))));
    }
    return values;
  }

  /** A node of a function, and those of its branches, whose attributes are those of the call. */
  private NodeProto bound(NodeProto node, Map<String, AttributeProto> given, String shown) {
    if (++calledNodes > OnnxReader.MOST_NODES) {
      throw new ModelException(
          "Expected at most %,d nodes in all calls of functions in %s, found more in '%s'; export it without functions"
              .formatted(OnnxReader.MOST_NODES, file, shown));
    }
    NodeProto.Builder bound = node.toBuilder().clearAttribute();
    for (AttributeProto attribute : node.getAttributeList()) {
      AttributeProto value = given.get(attribute.getRefAttrName());
      if (attribute.hasG()) {
        GraphProto.Builder branch = attribute.getG().toBuilder().clearNode();
        for (NodeProto inner : attribute.getG().getNodeList()) {
          branch.addNode(bound(inner, given, shown));
        }
        bound.addAttribute(attribute.toBuilder().setG(branch));
      } else if (attribute.getRefAttrName().isEmpty()) {
        bound.addAttribute(attribute);
      } else if (value != null) {
        bound.addAttribute(value.toBuilder().setName(attribute.getName()));
      }
    }
    return bound.build();
  }

  /** The branch that a network always takes. */
  private List<Value> branch(
      Scope scope, NodeProto node, List<Optional<Value>> inputs, String shown) {
    checkDepth(scope, shown);
    if (inputs.isEmpty() || !(inputs.get(0).orElse(null) instanceof Known condition)) {
      throw new ModelException(
          "Expected branches that do not depend on the image in %s, found If in '%s', which does; name a value before it with --logits"
              .formatted(file, shown));
    }
    String taken = condition.tensor().longs()[0] != 0 ? "then_branch" : "else_branch";
    GraphProto graph =
        node.getAttributeList().stream()
            .filter(attribute -> attribute.getName().equals(taken))
            .map(AttributeProto::getG)
            .findFirst()
            .orElseThrow(
                () ->
                    new ModelException(
                        "Expected a %s in '%s' of %s, found none".formatted(taken, shown, file)));
    Scope inside = scope(graph, scope, scope.opset(), shown + "/", scope.depth() + 1);
    List<String> names = new ArrayList<>();
    graph.getOutputList().forEach(output -> names.add(output.getName()));
    lower(inside, names);
    return given(inside, names, shown);
  }

  @Override
  public void close() {
    if (eager != null) {
      eager.close();
      eager = null;
    }
  }
}
