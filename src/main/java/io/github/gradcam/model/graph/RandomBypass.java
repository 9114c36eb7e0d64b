package io.github.gradcam.model.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Takes random augmentation and dropout out of a network that was exported as it is while training:
 * what is drawn at random changes the image or the features between two tensors of the same kind,
 * and the first is put in the place of the second. Inverted dropout scales the features before it
 * draws (Srivastava et al., JMLR 2014); the scaling goes with it.
 */
public final class RandomBypass {

  private static final Set<String> MASKING = Set.of("Mul", "Select", "SelectV2");
  private static final Set<String> DIVIDING = Set.of("RealDiv", "Div");

  private final NodeIndex index;
  private final String input;
  private final Collection<String> ends;
  private final List<String> order;

  private RandomBypass(GraphDef graph, String input, Collection<String> ends) {
    this.index = new NodeIndex(graph);
    this.input = input;
    this.ends = ends.stream().map(NodeIndex::op).toList();
    this.order = index.inputsFirst(ends);
  }

  /**
   * Bypasses what is random.
   *
   * @param graph without calls
   * @param input the op that takes the images
   * @param ends the tensors that are asked for
   * @return the ops that the ends depend on
   */
  public static GraphDef of(GraphDef graph, String input, Collection<String> ends) {
    GraphDef changed = Pruning.to(graph, ends);
    while (true) {
      RandomBypass bypass = new RandomBypass(changed, input, ends);
      Optional<NodeDef> passed = bypass.first();
      if (passed.isEmpty()) {
        return changed;
      }
      GraphEdit edit = new GraphEdit(changed);
      edit.replace(passed.get());
      changed = edit.apply(ends);
    }
  }

  /**
   * Finds what still draws at random.
   *
   * @param graph without calls
   * @return names of ops
   */
  public static List<String> left(GraphDef graph) {
    return graph.getNodeList().stream()
        .filter(RandomBypass::isRandom)
        .map(NodeDef::getName)
        .toList();
  }

  private static boolean isRandom(NodeDef node) {
    String op = node.getOp();
    return (op.contains("Random") || op.contains("TruncatedNormal") || op.equals("Multinomial"))
        && !op.startsWith("StatelessRandomGet");
  }

  /** The first op that gives what random numbers have changed, as an op that hands on the rest. */
  private Optional<NodeDef> first() {
    for (String op : order) {
      if (isRandom(index.get(op))) {
        return bypassed(op);
      }
    }
    return Optional.empty();
  }

  private Optional<NodeDef> bypassed(String random) {
    Set<String> touched = index.descendants(List.of(random));
    for (String changed : order) {
      if (touched.contains(changed) && showsImages(changed) && isBehindAll(random, changed)) {
        Optional<String> before = before(changed, touched);
        if (before.isPresent()) {
          return before.map(tensor -> identity(index.get(changed), tensor));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether an op gives values of the images, and not only numbers for their shape. */
  private boolean showsImages(String op) {
    return isFloat(index.get(op)) && reaches(List.of(op), "").contains(input);
  }

  /** Whether the end knows nothing of the random numbers but through an op. */
  private boolean isBehindAll(String random, String op) {
    return !reaches(ends, op).contains(random);
  }

  /** What of the images is changed: the last tensor through which all of them goes. */
  private Optional<String> before(String changed, Set<String> touched) {
    Set<String> fromInput = index.descendants(List.of(input));
    List<String> behind = new ArrayList<>(index.ancestors(List.of(changed)));
    behind.retainAll(fromInput);
    List<String> candidates = new ArrayList<>(order);
    candidates.retainAll(behind);
    for (int i = candidates.size() - 1; i >= 0; i--) {
      String candidate = candidates.get(i);
      boolean picture = !touched.contains(candidate) && isFloat(index.get(candidate));
      if (picture && isOnlyWay(candidate, changed)) {
        return Optional.of(unscaled(candidate, changed));
      }
    }
    return Optional.empty();
  }

  /** Whether an op's values, and not only its shape, depend on the images through another. */
  private boolean isOnlyWay(String candidate, String changed) {
    return !reaches(List.of(changed), candidate).contains(input);
  }

  /** What ops are computed from by value, stopping at one; shapes are no values. */
  private Set<String> reaches(Collection<String> from, String stop) {
    Set<String> seen = new LinkedHashSet<>();
    List<String> waiting = new ArrayList<>(from);
    while (!waiting.isEmpty()) {
      String op = waiting.remove(waiting.size() - 1);
      boolean shape = index.find(op).map(NodeDef::getOp).filter("Shape"::equals).isPresent();
      if (!op.equals(stop) && !shape && seen.add(op)) {
        waiting.addAll(index.inputs(op));
      }
    }
    return seen;
  }

  private String unscaled(String candidate, String changed) {
    NodeDef scaling = index.get(candidate);
    boolean masked = MASKING.contains(index.get(changed).getOp());
    if (masked && scaling.getInputCount() == 2) {
      double factor = index.find(scaling.getInput(1)).map(RandomBypass::scalar).orElse(Double.NaN);
      boolean up = scaling.getOp().equals("Mul") && factor >= 1;
      boolean down = DIVIDING.contains(scaling.getOp()) && factor > 0 && factor <= 1;
      if (up || down) {
        return scaling.getInput(0);
      }
    }
    return candidate;
  }

  private static double scalar(NodeDef node) {
    return Optional.of(node)
        .filter(constant -> constant.getOp().equals("Const"))
        .flatMap(FloatTensor::of)
        .filter(value -> value.shape().isEmpty())
        .map(value -> (double) value.values()[0])
        .orElse(Double.NaN);
  }

  private static boolean isFloat(NodeDef node) {
    AttrValue none = AttrValue.getDefaultInstance();
    DataType type = node.getAttrOrDefault("T", none).getType();
    boolean resized = node.getOp().startsWith("Resize");
    DataType given = node.getAttrOrDefault("dtype", none).getType();
    DataType cast = node.getAttrOrDefault("DstT", none).getType();
    return resized
        || cast == DataType.DT_FLOAT
        || given == DataType.DT_FLOAT
        || type == DataType.DT_FLOAT;
  }

  private static NodeDef identity(NodeDef node, String of) {
    return Nodes.of(node.getName(), "Identity", node, DataType.DT_FLOAT).addInput(of).build();
  }
}
