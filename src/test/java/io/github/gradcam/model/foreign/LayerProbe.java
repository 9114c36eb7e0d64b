package io.github.gradcam.model.foreign;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** What a classifier gives of one image at one layer, and what it would give of others there. */
final class LayerProbe {

  private final Classifier classifier;
  private final HeatmapLayer layer;
  private final int classIndex;
  private final byte[] pixels;
  private final List<float[]> found;

  private LayerProbe(Classifier classifier, HeatmapLayer layer, int classIndex) {
    this.classifier = classifier;
    this.layer = layer;
    this.classIndex = classIndex;
    this.pixels = SmoothImages.pixels(1, classifier.card().inputSize());
    this.found = run(gradient());
  }

  static LayerProbe of(Classifier classifier, String layer, int classIndex) {
    return new LayerProbe(classifier, classifier.layer(layer), classIndex);
  }

  private Output<TFloat32> output() {
    return classifier.graph().operationOrThrow(layer.op()).output(0);
  }

  private Output<?> gradient() {
    Ops tf = Ops.create(classifier.graph());
    var logit = tf.gather(classifier.logits(), tf.constant(classIndex), tf.constant(1));
    Output<?>[] at = {output()};
    return classifier.graph().addGradients(logit.asOutput(), at)[0];
  }

  private List<float[]> run(Output<?> gradient) {
    try (TUint8 images = classifier.images(pixels, 1);
        Result result =
            classifier
                .session()
                .runner()
                .feed(classifier.images(), images)
                .fetch(output())
                .fetch(gradient)
                .fetch(classifier.logits())
                .run()) {
      return List.of(values(result, 0), values(result, 1), values(result, 2));
    }
  }

  byte[] pixels() {
    return pixels;
  }

  int channels() {
    return layer.channels();
  }

  float[] activations() {
    return found.get(0);
  }

  /** Of the class' logit. */
  float[] gradients() {
    return found.get(1);
  }

  float[] logits() {
    return found.get(2);
  }

  /** The class' logit where the layer's activations are a step away. */
  double logit(float[] direction, float step) {
    float[] changed = activations().clone();
    for (int i = 0; i < changed.length; i++) {
      changed[i] += step * direction[i];
    }
    Shape shape = Shape.of(1, layer.height(), layer.width(), layer.channels());
    try (TUint8 images = classifier.images(pixels, 1);
        TFloat32 fed = SmoothImages.tensor(changed, shape);
        Result result =
            classifier
                .session()
                .runner()
                .feed(classifier.images(), images)
                .feed(output(), fed)
                .fetch(classifier.logits())
                .run()) {
      return values(result, 0)[classIndex];
    }
  }

  private static float[] values(Result result, int index) {
    return SmoothImages.values((TFloat32) result.get(index));
  }
}
