package io.github.gradcam.explain;

import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetOps;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;
import java.util.function.LongConsumer;
import org.tensorflow.op.Ops;

/** Probes of images at one layer, without the rest of an explanation. */
public final class Probes implements AutoCloseable {

  private final HeatmapLayer layer;
  private final CamGraph.AtLayer at;
  private final ProbeOps network;
  private final Classifier guidedNetwork;
  private final ProbeOps guided;

  public Probes(Classifier classifier, String layer, int batchSize, LongConsumer passes) {
    Ops tf = Ops.create(classifier.graph()).withSubScope("probes");
    TargetOps target = new TargetOps(tf, classifier, TargetScore.LOGIT);
    this.layer = classifier.layer(layer);
    at =
        new CamGraph(tf, classifier, target, List.of(this.layer), List.of(), false)
            .atLayers()
            .get(0);
    network = new ProbeOps(tf, classifier, target, batchSize, passes);
    guidedNetwork = classifier.rewritten(GuidedRelu::rewrite);
    Ops own = Ops.create(guidedNetwork.graph()).withSubScope("guided");
    TargetOps same = new TargetOps(own, guidedNetwork, TargetScore.LOGIT);
    guided = new ProbeOps(own, guidedNetwork, same, batchSize, passes);
  }

  public Probes(Classifier classifier, String layer) {
    this(classifier, layer, ExplanationPlan.BATCH, passes -> {});
  }

  public Probe of(float[] input, Target... targets) {
    return new Probe(network, guided, layer, at, input, List.of(targets));
  }

  /** The network with every ReLU guided. */
  Classifier guidedNetwork() {
    return guidedNetwork;
  }

  @Override
  public void close() {
    guidedNetwork.close();
  }
}
