package io.github.gradcam.cli;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.device.Device;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What Grad-CAM adds to the time of a forward pass. */
final class NetworkBench {

  private static final int ROUNDS = 15;
  private static final List<String> LABELS =
      List.of("buildings", "forest", "glacier", "mountain", "sea", "street");

  private final Console console;
  private final double seconds;
  private final Device device;
  private final List<Integer> batches;
  private final ModelOptions model;

  NetworkBench(
      Console console, double seconds, Device device, List<Integer> batches, ModelOptions model) {
    this.console = console;
    this.seconds = seconds;
    this.device = device;
    this.batches = batches;
    this.model = model;
  }

  /** Prints a row for each network, precision and batch. */
  void run(List<Precision> precisions) {
    console.result(
        "Forward pass against forward pass with Grad-CAM, %s; medians, taken in turns"
            .formatted(new Execution(Precision.FLOAT32, device).text()));
    console.result(
        "%-28s %-9s %5s %12s %12s %7s %11s"
            .formatted(
                "network", "precision", "batch", "forward ms", "with CAM ms", "ratio", "images/s"));
    for (Function<Execution, Classifier> network : networks()) {
      for (Precision precision : precisions) {
        try (Classifier classifier = network.apply(new Execution(precision, device))) {
          if (classifier.execution().precision() != precision) {
            continue; // it was said why
          }
          Explainer explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam());
          batches.forEach(batch -> measure(explainer, precision, batch));
        }
      }
    }
    console.result("");
  }

  /** This project's own with random weights, and the model that was asked for, if of others. */
  private List<Function<Execution, Classifier>> networks() {
    List<Function<Execution, Classifier>> networks = new ArrayList<>();
    for (ModelCard card :
        List.of(
            ModelCard.unsaved("scenes", LABELS, 150), ModelCard.unsaved("resnet18", LABELS, 224))) {
      networks.add(execution -> Classifier.untrained(card, execution, 1));
    }
    if (!model.isOurs()) {
      networks.add(model::load);
    }
    return networks;
  }

  private void measure(Explainer explainer, Precision precision, int batch) {
    Classifier classifier = explainer.classifier();
    int size = classifier.card().inputSize();
    byte[] pixels = new byte[batch * size * size * 3];
    new Random(1).nextBytes(pixels);
    int[] classes = IntStream.range(0, batch).map(i -> i % classifier.labels().size()).toArray();
    Runnable forward = () -> classifier.probabilities(pixels, batch);
    Runnable explain = () -> explainer.explain(pixels, classes);
    double[] medians = TurnTaking.medians(forward, explain, ROUNDS, seconds);
    console.result(
        "%-28s %-9s %5d %12.2f %12.2f %7.3f %11.1f"
            .formatted(
                classifier.card().architecture().split(",", -1)[0],
                precision.text(),
                batch,
                medians[0] * 1e3,
                medians[1] * 1e3,
                medians[1] / medians[0],
                batch / medians[1]));
  }
}
