package io.github.gradcam.serve.queue;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Smoothing;
import io.github.gradcam.explain.map.Fusion;
import io.github.gradcam.explain.method.MethodChoice;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A network with a name. What it takes for a kind of map is added to its graph when that is first
 * asked for; after many kinds the network is copied without them, so that its memory stays bounded
 * whatever clients think of. Safe for several threads.
 */
public final class ServedNetwork implements AutoCloseable {

  /** Kinds of maps in one graph. */
  private static final int MOST_PLANS = 48;

  /** Versions of an image that go through the network at once, for methods of many passes. */
  private static final int VERSIONS = 32;

  /** Whether anybody still waits for what this thread computes. */
  private static final ThreadLocal<BooleanSupplier> ABANDONED =
      ThreadLocal.withInitial(() -> () -> false);

  private final String name;
  private final int mostPlans;
  private final Object renewal = new Object();
  private Copy current;
  private boolean closed;

  /** The network with the kinds of maps that were asked of it; closed once nobody uses it. */
  private static final class Copy {

    private final Classifier classifier;
    private final Map<MapPlan, Explainer> explainers = new HashMap<>();
    private int users;
    private boolean retired;

    Copy(Classifier classifier) {
      this.classifier = classifier;
    }

    /** While ops are added, none of another plan are. */
    synchronized Explainer explainer(MapPlan plan) {
      return explainers.computeIfAbsent(
          plan, any -> new Explainer(classifier, plan.plan(), passes -> stopIfAbandoned()));
    }

    synchronized boolean isFullFor(MapPlan plan, int most) {
      return explainers.size() >= most && !explainers.containsKey(plan);
    }

    synchronized void close() {
      explainers.values().forEach(Explainer::close);
      classifier.close();
    }
  }

  /**
   * Gives a network a name.
   *
   * @param name in addresses
   * @param classifier closed with this
   */
  public ServedNetwork(String name, Classifier classifier) {
    this(name, classifier, MOST_PLANS);
  }

  ServedNetwork(String name, Classifier classifier, int mostPlans) {
    this.name = name;
    this.mostPlans = mostPlans;
    this.current = new Copy(classifier);
  }

  /** {@return its name} */
  public String name() {
    return name;
  }

  /** {@return the labels of its classes, in index order} */
  public List<String> labels() {
    return using(copy -> copy.classifier.labels());
  }

  /** {@return rows and columns of its input} */
  public int inputSize() {
    return using(copy -> copy.classifier.card().inputSize());
  }

  /** {@return the layers at which a map can be made, first to last} */
  public List<HeatmapLayer> layers() {
    return using(copy -> copy.classifier.layers().stream().filter(HeatmapLayer::spatial).toList());
  }

  /** {@return the layer that suits best} */
  public HeatmapLayer autoLayer() {
    return using(copy -> copy.classifier.layer("auto"));
  }

  /** {@return the methods that have a meaning at that layer} */
  public List<ExplanationMethod> methods() {
    HeatmapLayer layer = autoLayer();
    return using(
        copy ->
            new Methods(MethodSettings.DEFAULT)
                .all().stream()
                    .filter(method -> method.objection(copy.classifier, layer).isEmpty())
                    .toList());
  }

  /** {@return the colour that says nothing to the network: red, green and blue, one byte each} */
  public byte[] neutralColour() {
    return using(copy -> copy.classifier.neutralColour());
  }

  /**
   * Finds what is asked for.
   *
   * @param request which map
   * @return what this network can be asked
   * @throws IllegalArgumentException if there is no such method, layer or class, or the method has
   *     no meaning at the layer; the message names the nearest
   */
  public MapPlan plan(MapRequest request) {
    return using(copy -> plan(request, copy.classifier));
  }

  private static MapPlan plan(MapRequest request, Classifier classifier) {
    MethodSettings settings =
        new MethodSettings(request.convention(), request.samples(), request.seed());
    MethodChoice choice =
        MethodChoice.of(
            classifier, request.method(), request.layer(), settings, request.score(), note -> {});
    if (choice.methods().size() != 1 || choice.layers().size() != 1) {
      throw new IllegalArgumentException(
          "Expected one method at one layer for a map, found %d at %d; ask once for each"
              .formatted(choice.methods().size(), choice.layers().size()));
    }
    ExplanationMethod method = choice.methods().get(0);
    HeatmapLayer layer = choice.layers().get(0);
    method
        .objection(classifier, layer)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(
                  "Expected a method that has a meaning at the layer, found: " + reason);
            });
    int versus =
        request.versus() == null
            ? Target.NONE
            : ClassSelection.parseOne(request.versus(), classifier.labels());
    ExplanationPlan plan =
        choice
            .plan(versus, request.counterfactual(), Smoothing.NONE, Fusion.NONE)
            .withBatch(VERSIONS);
    MapRequest named =
        new MapRequest(
            Methods.key(method.name()),
            layer.name(),
            versus == Target.NONE ? null : Integer.toString(versus),
            request.counterfactual(),
            request.score(),
            request.convention(),
            request.samples(),
            request.seed());
    return new MapPlan(named, plan);
  }

  /**
   * Answers for a batch.
   *
   * @param pixels uint8 RGB, N of [size, size, 3]
   * @return [N][classes] in 0..1
   */
  float[][] probabilities(List<byte[]> pixels) {
    return using(copy -> copy.classifier.probabilities(InputPixels.joined(pixels), pixels.size()));
  }

  /**
   * Explains a batch.
   *
   * @param plan which map
   * @param pixels uint8 RGB, N of [size, size, 3]
   * @param selections N, of one class each
   * @param abandoned whether nobody waits any more, asked between passes
   * @return N explanations
   * @throws CancellationException if nobody waits any more
   */
  List<Explanation> explain(
      MapPlan plan,
      List<byte[]> pixels,
      List<ClassSelection> selections,
      BooleanSupplier abandoned) {
    renewIfFull(plan);
    ABANDONED.set(abandoned);
    try {
      return using(
          copy ->
              copy.explainer(plan).explain(InputPixels.joined(pixels), selections).stream()
                  .map(each -> each.get(0))
                  .toList());
    } finally {
      ABANDONED.remove();
    }
  }

  private static void stopIfAbandoned() {
    if (ABANDONED.get().getAsBoolean()) {
      throw new CancellationException("Expected somebody to wait for a map, found nobody");
    }
  }

  /** Begins a graph anew that holds many kinds of maps; who uses the old one ends with it. */
  private void renewIfFull(MapPlan plan) {
    synchronized (renewal) {
      Copy full = using(copy -> copy);
      if (!full.isFullFor(plan, mostPlans)) {
        return;
      }
      Copy fresh = using(copy -> new Copy(copy.classifier.with(copy.classifier.execution())));
      synchronized (this) {
        if (closed) {
          fresh.close();
          return;
        }
        current = fresh;
        retire(full);
      }
    }
  }

  private <T> T using(Function<Copy, T> work) {
    Copy copy = acquired();
    try {
      return work.apply(copy);
    } finally {
      release(copy);
    }
  }

  private synchronized Copy acquired() {
    if (closed) {
      throw new CancellationException("Expected a network that is open, found it closed");
    }
    current.users++;
    return current;
  }

  private synchronized void release(Copy copy) {
    copy.users--;
    if (copy.retired && copy.users == 0) {
      copy.close();
    }
  }

  private synchronized void retire(Copy copy) {
    copy.retired = true;
    if (copy.users == 0) {
      copy.close();
    }
  }

  /** Releases the network once nothing runs any more; safe to call twice. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      retire(current);
    }
  }
}
