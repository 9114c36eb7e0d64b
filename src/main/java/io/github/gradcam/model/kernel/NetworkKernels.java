package io.github.gradcam.model.kernel;

import io.github.gradcam.model.kernel.KernelFinding.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;

/**
 * What the kernels of this process mean for a network on the processor: whether it may be computed
 * at all, and what of it has to stay in single precision.
 */
public final class NetworkKernels {

  private final Graph graph;
  private final KernelReport report;
  private final Precision precision;
  private final boolean forced;
  private final List<KernelFinding> wrongInMixed;
  private final Map<Set<String>, List<String>> known = new ConcurrentHashMap<>();

  /**
   * Looks at a network.
   *
   * @param graph to be computed
   * @param precision to compute it in
   */
  public NetworkKernels(Graph graph, Precision precision) {
    this(graph, precision, KernelRuntime.settle());
  }

  private NetworkKernels(Graph graph, KernelReport report, Precision precision, boolean forced) {
    this.graph = graph;
    this.report = report;
    this.precision = precision;
    this.forced = forced;
    this.wrongInMixed = report.wrong(Precision.MIXED);
  }

  /**
   * Takes a network that this processor has no part in.
   *
   * @param graph to be computed
   * @return nothing has to stay in single precision
   */
  public static NetworkKernels trusted(Graph graph) {
    return new NetworkKernels(
        graph, KernelReport.failed(Kernels.EIGEN, "not of the processor"), Precision.FLOAT32, true);
  }

  NetworkKernels(Graph graph, Precision precision, KernelChoice choice) {
    this(graph, choice.report(), precision, choice.forced());
  }

  /**
   * Asks for kernels that are right for the network's answer.
   *
   * @throws KernelException if it needs one that is wrong, unless a user forced it
   */
  public void requireAnswer() {
    require(Use.ANSWER, ops());
  }

  /**
   * Asks for gradients besides the network's answer.
   *
   * @param through names of the ops that they pass
   * @throws KernelException if the kernels of those gradients are wrong, unless a user forced them
   */
  public void requireGradients(Set<String> through) {
    require(Use.EXPLANATION, ops().filter(op -> through.contains(op.name())));
  }

  private void require(Use use, Stream<GraphOperation> ops) {
    if (forced) {
      return;
    }
    wrong(use, ops)
        .findFirst()
        .ifPresent(
            finding -> {
              throw new KernelException(
                  "Expected kernels that are right for this network's %s, found those of %s wrong on this processor in the %s; `gradcam devices` shows which are right, %s chooses"
                      .formatted(
                          use == Use.ANSWER ? "answer" : "gradients",
                          report.kernels(),
                          finding.text(),
                          KernelRuntime.FORCING));
            });
  }

  /**
   * Lists the ops that are wrong in 16 bits: what is asked for by a run stays in 32.
   *
   * @return names, of gradients too; none in single precision
   */
  public List<String> inSinglePrecision() {
    return precision == Precision.FLOAT32
        ? List.of()
        : ops().filter(this::isWrongInMixed).map(GraphOperation::name).toList();
  }

  /**
   * Lists those of them that a run computes.
   *
   * @param fed ops whose values are given
   * @param asked ops whose values are asked for
   * @return names; none in single precision
   */
  public List<String> inSinglePrecision(Collection<String> fed, Collection<String> asked) {
    if (precision == Precision.FLOAT32) {
      return List.of();
    }
    Set<String> ends = new HashSet<>(asked);
    fed.forEach(name -> ends.add("fed " + name));
    return known.computeIfAbsent(ends, unused -> search(fed, asked));
  }

  private List<String> search(Collection<String> fed, Collection<String> asked) {
    Set<String> seen = new HashSet<>(fed);
    Deque<GraphOperation> open = new ArrayDeque<>();
    List<String> wrong = new ArrayList<>();
    asked.stream().map(graph::operationOrThrow).forEach(open::add);
    while (!open.isEmpty()) {
      GraphOperation op = open.remove();
      if (seen.add(op.name())) {
        if (isWrongInMixed(op)) {
          wrong.add(op.name());
        }
        for (int i = 0; i < op.numInputs(); i++) {
          open.add((GraphOperation) op.input(i).op());
        }
      }
    }
    return List.copyOf(wrong);
  }

  private boolean isWrongInMixed(GraphOperation op) {
    Optional<KernelNeed> need = KernelNeed.of(op);
    return need.isPresent() && wrongInMixed.stream().anyMatch(need.get()::isMetBy);
  }

  private Stream<KernelFinding> wrong(Use use, Stream<GraphOperation> ops) {
    List<KernelFinding> wrong =
        report.wrong(Precision.FLOAT32).stream().filter(each -> each.use() == use).toList();
    return wrong.isEmpty()
        ? Stream.empty()
        : ops.flatMap(op -> KernelNeed.ofNetwork(op).stream())
            .distinct()
            .flatMap(need -> wrong.stream().filter(need::isOfKind));
  }

  private Stream<GraphOperation> ops() {
    Iterable<GraphOperation> all = () -> graph.operations();
    return StreamSupport.stream(all.spliterator(), false);
  }
}
