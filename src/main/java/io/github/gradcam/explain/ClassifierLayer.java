package io.github.gradcam.explain;

import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.TargetOps;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.NetworkRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** A classifier seen at one of its layers; safe for several threads. */
public final class ClassifierLayer implements LayerView {

  private static final String SCOPE = "layer_view";

  private final Classifier classifier;
  private final HeatmapLayer layer;
  private final Output<TFloat32> at;
  private final TargetOps target;
  private final Operand<TFloat32> map;

  /** Whether all that the logits know of the images comes by way of the layer. */
  private final boolean whole;

  /**
   * Adds the ops of the maps to the classifier's graph.
   *
   * @param classifier stays the caller's to close
   * @param layer one of the classifier's
   * @param method how maps are made
   * @throws io.github.gradcam.model.graph.ModelException if TensorFlow has no gradient for an op
   *     after the layer
   */
  public ClassifierLayer(Classifier classifier, HeatmapLayer layer, CamMethod method) {
    classifier.requireGradients(List.of(layer));
    this.classifier = classifier;
    this.layer = layer;
    this.at = classifier.graph().operationOrThrow(layer.op()).output(0);
    this.whole = classifier.cut(List.of(layer)).equals(at);
    Ops tf = Ops.create(classifier.graph()).withSubScope(SCOPE);
    this.target = new TargetOps(tf, classifier, TargetScore.LOGIT);
    this.map =
        new CamGraph(tf, classifier, target, List.of(layer), List.of(method), false).map(0, 0);
  }

  @Override
  public int height() {
    return layer.height();
  }

  @Override
  public int width() {
    return layer.width();
  }

  @Override
  public int channels() {
    return layer.channels();
  }

  @Override
  public float[][] activations(List<RgbImage> images) {
    float[][] all = new float[images.size()][];
    inBatches(
        images,
        (from, batch) -> {
          try (TUint8 fed = pixels(batch);
              Result result = run().feed(classifier.images(), fed).fetch(at).run()) {
            put(FloatTensors.rows((TFloat32) result.get(0)), all, from);
          }
        });
    return all;
  }

  @Override
  public float[][] logits(List<RgbImage> images, float[][] activations) {
    float[][] all = new float[images.size()][];
    Shape row = Shape.of(layer.height(), layer.width(), layer.channels());
    inBatches(
        images,
        (from, batch) -> {
          float[] changed = joined(activations, from, batch.size(), (int) row.size());
          try (TFloat32 fed = FloatTensors.of(changed, row.prepend(batch.size()))) {
            NetworkRun run = run().feed(at, fed).fetch(classifier.logits());
            put(whole ? rows(run) : beside(run, batch), all, from);
          }
        });
    return all;
  }

  /** Feeds the images too, for what goes past the layer. */
  private float[][] beside(NetworkRun run, List<RgbImage> batch) {
    try (TUint8 images = pixels(batch)) {
      return rows(run.feed(classifier.images(), images));
    }
  }

  @Override
  public List<SignedMap> maps(List<RgbImage> images, int[] classes, int[] versus) {
    List<SignedMap> all = new ArrayList<>();
    inBatches(
        images,
        (from, batch) -> {
          int to = from + batch.size();
          try (TUint8 fed = pixels(batch);
              TInt32 asked = TInt32.vectorOf(Arrays.copyOfRange(classes, from, to));
              TInt32 other = TInt32.vectorOf(Arrays.copyOfRange(versus, from, to))) {
            NetworkRun run =
                run()
                    .feed(classifier.images(), fed)
                    .feed(target.classIndex, asked)
                    .feed(target.versus, other)
                    .fetch(map);
            for (float[] values : rows(run)) {
              all.add(new SignedMap(layer.height(), layer.width(), values));
            }
          }
        });
    return all;
  }

  private NetworkRun run() {
    return classifier.session().runner();
  }

  private static float[][] rows(NetworkRun run) {
    try (Result result = run.run()) {
      return FloatTensors.rows((TFloat32) result.get(0));
    }
  }

  private TUint8 pixels(List<RgbImage> images) {
    List<byte[]> pixels = images.stream().map(RgbImage::pixels).toList();
    return classifier.images(InputPixels.joined(pixels), images.size());
  }

  private static float[] joined(float[][] rows, int from, int count, int length) {
    float[] all = new float[count * length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows[from + i], 0, all, i * length, length);
    }
    return all;
  }

  private static void put(float[][] rows, float[][] into, int from) {
    System.arraycopy(rows, 0, into, from, rows.length);
  }

  /** Takes a part of the images, and where it begins. */
  @FunctionalInterface
  private interface Part {
    void run(int from, List<RgbImage> images);
  }

  private static void inBatches(List<RgbImage> images, Part part) {
    for (int from = 0; from < images.size(); from += ExplanationPlan.BATCH) {
      int to = Math.min(images.size(), from + ExplanationPlan.BATCH);
      part.run(from, images.subList(from, to));
    }
  }
}
