package io.github.gradcam.explain;

import io.github.gradcam.explain.map.ImageMaps;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.TargetOps;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.DeviceMemoryException;
import io.github.gradcam.model.HeatmapLayer;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.op.Ops;

/** Runs the methods of many passes, image by image. */
final class Probing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Probing.class);

  private final ExplanationPlan plan;
  private final CamGraph graph;
  private final boolean tolerant;
  private final ProbeOps network;
  private final @Nullable Classifier guidedNetwork;
  private final @Nullable ProbeOps guided;

  Probing(
      Ops tf,
      Classifier classifier,
      ExplanationPlan plan,
      TargetOps target,
      CamGraph graph,
      LongConsumer passes,
      boolean tolerant) {
    this.plan = plan;
    this.graph = graph;
    this.tolerant = tolerant && plan.methods().size() > 1;
    this.network = new ProbeOps(tf, classifier, target, plan.batch(), passes);
    if (!this.tolerant && plan.probingMethods().stream().anyMatch(ProbingMethod::differentiates)) {
      network.requireInputGradients();
    }
    if (!this.tolerant
        && plan.probingMethods().stream().anyMatch(ProbingMethod::differentiatesLayer)) {
      graph.requireGradients();
    }
    if (plan.probingMethods().stream().anyMatch(ProbingMethod::guided)) {
      guidedNetwork = classifier.rewritten(GuidedRelu::rewrite);
      guided = guided(guidedNetwork, passes);
    } else {
      guidedNetwork = null;
      guided = null;
    }
  }

  private ProbeOps guided(Classifier rewritten, LongConsumer passes) {
    try {
      Ops tf = Ops.create(rewritten.graph()).withSubScope("guided");
      TargetOps target = new TargetOps(tf, rewritten, plan.score());
      return new ProbeOps(tf, rewritten, target, plan.batch(), passes);
    } catch (RuntimeException e) {
      rewritten.close();
      throw e;
    }
  }

  /** Adds the maps of a batch of inputs to those of its images. */
  void add(Rows.Floats inputs, Smoothing.Variant variant, List<ImageMaps> pictures) {
    for (int i = 0; i < pictures.size(); i++) {
      for (int m = 0; m < plan.methods().size(); m++) {
        if (plan.methods().get(m) instanceof ProbingMethod method) {
          add(inputs.get(i), variant, method, m, pictures.get(i));
        }
      }
    }
  }

  private void add(
      float[] input,
      Smoothing.Variant variant,
      ProbingMethod method,
      int number,
      ImageMaps picture) {
    int places = method.atLayer() ? plan.layers().size() : 1;
    for (int place = 0; place < places; place++) {
      HeatmapLayer layer = plan.layers().get(place);
      CamGraph.AtLayer at = graph.atLayers().get(place);
      Probe probe = new Probe(network, guided, layer, at, input, picture.targets());
      List<SignedMap> maps =
          method.atLayer() && !layer.reachable() ? nothing(layer, picture) : maps(method, probe);
      for (int t = 0; t < maps.size(); t++) {
        int where = method.atLayer() ? place : ImageMaps.NO_LAYER;
        picture.add(picture.targets().get(t), number, where, variant.back(maps.get(t)));
      }
    }
  }

  /** Where others can still tell something, one that fails does not take them with it. */
  private List<SignedMap> maps(ProbingMethod method, Probe probe) {
    try {
      return method.maps(probe);
    } catch (DeviceMemoryException e) {
      throw e; // the run's failure and no method's
    } catch (RuntimeException e) {
      if (!tolerant) {
        throw e;
      }
      LOG.debug("{} failed", method.name(), e);
      String reason =
          "%s failed: %s"
              .formatted(method.name(), FailureWords.of(e, "a fault of the method itself"));
      HeatmapLayer layer = probe.layer();
      SignedMap failed =
          method.atLayer()
              ? SignedMap.failed(layer.height(), layer.width(), reason)
              : SignedMap.failed(probe.inputSize(), probe.inputSize(), reason);
      return Collections.nCopies(probe.targets().size(), failed);
    }
  }

  private static List<SignedMap> nothing(HeatmapLayer layer, ImageMaps picture) {
    float[] zeros = new float[layer.height() * layer.width()];
    return Collections.nCopies(
        picture.targets().size(), new SignedMap(layer.height(), layer.width(), zeros));
  }

  @Override
  public void close() {
    if (guidedNetwork != null) {
      guidedNetwork.close();
    }
  }
}
