package io.github.gradcam.benchmark.peers;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Device;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.foreign.ModelSource;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.TensorFlow;

/**
 * This project, as its commands use it. It takes uint8 pixels and scales them itself; it also gives
 * the map at the image's size and the diagnosis, which the others leave to their callers.
 *
 * @param precision how exactly it computes
 * @param fromOnnx whether it reads the ONNX file, and not the frozen graph
 */
record OurLibrary(Precision precision, boolean fromOnnx) implements PeerLibrary {

  @Override
  public String version() {
    return "gradcam on TensorFlow " + TensorFlow.version();
  }

  @Override
  public PeerNetwork open(Plan plan, TestedNetwork network) throws IOException {
    ModelDescription description =
        new ModelDescription(
            null,
            fromOnnx ? null : network.input().graph(),
            fromOnnx ? null : network.logits(),
            network.size(),
            network.normalization(),
            List.of());
    Classifier classifier =
        new ModelSource(Path.of(fromOnnx ? network.onnx() : network.graph()), description)
            .load(new Execution(precision, Device.CPU))
            .classifier();
    Explainer explainer =
        new Explainer(
            classifier,
            classifier.layer(fromOnnx ? network.layer().onnx() : network.layer().graph()),
            new GradCam());
    BenchmarkImages pictures = BenchmarkImages.of(plan, network);
    Map<Integer, byte[]> pixels = new HashMap<>();
    for (int batch : plan.batches()) {
      pixels.put(batch, pictures.pixels(batch));
    }
    return new OurNetwork(explainer, pixels);
  }

  private record OurNetwork(Explainer explainer, Map<Integer, byte[]> pixels)
      implements PeerNetwork {

    @Override
    public float[][] forward(int batch) {
      return explainer.classifier().logits(pixels.get(batch), batch);
    }

    @Override
    public float[][] gradCam(int batch, int[] classes) {
      List<Explanation> explanations = explainer.explain(pixels.get(batch), classes);
      return explanations.stream()
          .map(explanation -> explanation.evidence().values())
          .toArray(float[][]::new);
    }
  }
}
