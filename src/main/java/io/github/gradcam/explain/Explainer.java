package io.github.gradcam.explain;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Explains batches of pictures with one classifier, layer and method; safe for several threads. */
public final class Explainer {

  /** As a class index: the class that the network predicts. */
  public static final int PREDICTED = -1;

  private final Classifier classifier;
  private final HeatmapLayer layer;
  private final CamMethod method;
  private final CamGraph ops;

  /**
   * Adds the explanation to the classifier's graph; nothing is added later.
   *
   * @param classifier stays the caller's to close, after the last explanation
   * @param layer one of the classifier's
   * @param method the formula
   */
  public Explainer(Classifier classifier, HeatmapLayer layer, CamMethod method) {
    this.classifier = classifier;
    this.layer = layer;
    this.method = method;
    this.ops = CamGraph.add(classifier, layer, method, "explanation");
  }

  /**
   * The classifier explained.
   *
   * @return the one given
   */
  public Classifier classifier() {
    return classifier;
  }

  /**
   * Where it looks.
   *
   * @return the layer given
   */
  public HeatmapLayer layer() {
    return layer;
  }

  /**
   * The formula.
   *
   * @return the method given
   */
  public CamMethod method() {
    return method;
  }

  /**
   * Explains a batch in one run of the network.
   *
   * @param pixels uint8 RGB, [N][height][width][3] in the classifier's input size
   * @param classIndexes N class indexes, or {@link #PREDICTED}
   * @return N explanations in the same order
   * @throws IllegalArgumentException if the number of bytes does not fit or a class is unknown
   */
  public List<Explanation> explain(byte[] pixels, int... classIndexes) {
    int classes = classifier.labels().size();
    for (int index : classIndexes) {
      if (index < PREDICTED || index >= classes) {
        throw new IllegalArgumentException(
            "Expected a class index of -1 to %d, found %d".formatted(classes - 1, index));
      }
    }
    try (TUint8 images = classifier.images(pixels, classIndexes.length);
        TInt32 wanted = TInt32.vectorOf(classIndexes);
        Result result =
            fetch(
                    classifier
                        .session()
                        .runner()
                        .feed(classifier.images(), images)
                        .feed(ops.classIndex, wanted))
                .run()) {
      return explanations(result, classIndexes.length);
    }
  }

  private Session.Runner fetch(Session.Runner runner) {
    return runner
        .fetch(ops.target)
        .fetch(classifier.probabilities())
        .fetch(ops.heatmaps)
        .fetch(ops.signed)
        .fetch(ops.activationPeak)
        .fetch(ops.gradientPeak);
  }

  private List<Explanation> explanations(Result result, int count) {
    int[] targets = new int[count];
    ((TInt32) result.get(0)).copyTo(DataBuffers.of(targets, false, false));
    float[][] floats = new float[6][];
    for (int i = 1; i < floats.length; i++) {
      floats[i] = values((TFloat32) result.get(i));
    }
    List<Explanation> explanations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Diagnosis diagnosis = Diagnosis.of(row(floats[3], i, count), floats[4][i], floats[5][i]);
      explanations.add(
          new Explanation(
              targets[i], row(floats[1], i, count), heatmap(row(floats[2], i, count), diagnosis)));
    }
    return explanations;
  }

  private Heatmap heatmap(float[] values, Diagnosis diagnosis) {
    int size = classifier.card().inputSize();
    if (diagnosis.blank()) {
      Arrays.fill(values, 0);
    }
    return new Heatmap(size, size, values, diagnosis);
  }

  private static float[] values(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  private static float[] row(float[] all, int index, int count) {
    int length = all.length / count;
    return Arrays.copyOfRange(all, index * length, (index + 1) * length);
  }
}
