package io.github.gradcam.explain;

import io.github.gradcam.explain.target.Score;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetOps;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.NetworkRun;
import io.github.gradcam.model.graph.ModelException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Runs many versions of one image through a network, in batches. Its ops are added to the graph
 * once.
 */
public final class ProbeOps {

  /** The cost of a forward and backward pass, in forward passes. */
  public static final int WITH_GRADIENT = 3;

  private final Classifier classifier;
  private final TargetOps target;
  private final Supplier<Operand<TFloat32>> inputGradients;
  private final int batchSize;
  private final LongConsumer passes;

  /** By layer: whether all that the logits know of the input comes by way of it. */
  private final Map<String, Boolean> wholes = new ConcurrentHashMap<>();

  /**
   * Adds the gradient at the input.
   *
   * @param tf ops in a scope of the explanation's own
   * @param classifier whose graph grows
   * @param target the score
   * @param batchSize versions a run
   * @param passes is told of passes as they are made
   */
  ProbeOps(Ops tf, Classifier classifier, TargetOps target, int batchSize, LongConsumer passes) {
    this.classifier = classifier;
    this.target = target;
    this.batchSize = batchSize;
    this.passes = passes;
    this.inputGradients = gradients(classifier, target.score(tf, Score.OWN).asOutput());
  }

  /** Where there are none, those methods alone fail that ask for them. */
  private static Supplier<Operand<TFloat32>> gradients(Classifier classifier, Output<?> score) {
    try {
      var found = Gradients.of(classifier, score, classifier.input())[0].expect(TFloat32.class);
      return () -> found;
    } catch (ModelException | TensorFlowException e) {
      return () -> {
        throw e;
      };
    }
  }

  /**
   * Checks that there is a gradient at the input.
   *
   * @throws ModelException if TensorFlow has none for an op between
   */
  void requireInputGradients() {
    Objects.requireNonNull(inputGradients.get());
  }

  /** The shape of one input: [H, W, 3]. */
  Shape inputShape() {
    int size = classifier.card().inputSize();
    return Shape.of(size, size, 3);
  }

  /** The logits of each version of the input: [count][classes]. */
  float[][] logits(int count, Variation variation) {
    return run(input(count, variation, 1), null, classifier.logits());
  }

  /** What targets are scored by for each version of the input: [count][classes]. */
  float[][] outputs(int count, Variation variation) {
    return run(input(count, variation, 1), null, target.outputs());
  }

  /** The gradient of the target's score at each version of the input: [count][H * W * 3]. */
  float[][] inputGradients(Target wanted, int count, Variation variation) {
    return run(input(count, variation, WITH_GRADIENT), wanted, inputGradients.get());
  }

  /** Values at a layer for each version of the input: [count][h * w * K]. */
  float[][] atLayer(Operand<TFloat32> values, Target wanted, int count, Variation variation) {
    return run(input(count, variation, 1), wanted, values);
  }

  /**
   * What targets are scored by for each version of a layer's activations: [count][classes].
   *
   * @param around the input, for what does not reach the logits by way of the layer
   */
  float[][] outputsFrom(HeatmapLayer layer, float[] around, int count, Variation variation) {
    Output<TFloat32> at = classifier.graph().operationOrThrow(layer.op()).output(0);
    Shape row = Shape.of(layer.height(), layer.width(), layer.channels());
    boolean whole =
        wholes.computeIfAbsent(layer.op(), op -> classifier.cut(List.of(layer)).equals(at));
    Versions versions = new Versions(at, row, whole ? null : around, count, variation, 1);
    return run(versions, null, target.outputs());
  }

  private Versions input(int count, Variation variation, int cost) {
    return new Versions(classifier.input(), inputShape(), null, count, variation, cost);
  }

  /**
   * What is fed.
   *
   * @param at where
   * @param row the shape of one version
   * @param around the input that is fed besides, the same for all versions
   * @param count how many versions
   * @param variation writes them
   * @param cost of each in passes
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Versions(
      Output<TFloat32> at,
      Shape row,
      float @Nullable [] around,
      int count,
      Variation variation,
      int cost) {

    TFloat32 tensor(int from, int number) {
      int length = (int) row.size();
      float[] version = new float[length];
      float[] all = new float[number * length];
      for (int i = 0; i < number; i++) {
        variation.write(from + i, version);
        System.arraycopy(version, 0, all, i * length, length);
      }
      return FloatTensors.of(all, row.prepend(number));
    }
  }

  private float[][] run(Versions versions, @Nullable Target wanted, Operand<TFloat32> output) {
    float[][] answers = new float[versions.count()][];
    for (int from = 0; from < answers.length; from += batchSize) {
      int number = Math.min(batchSize, answers.length - from);
      float[][] some = run(versions, from, number, wanted, output);
      System.arraycopy(some, 0, answers, from, number);
      passes.accept((long) number * versions.cost());
    }
    return answers;
  }

  private float[][] run(
      Versions versions, int from, int number, @Nullable Target wanted, Operand<TFloat32> output) {
    Target asked = wanted == null ? Target.of(0) : wanted;
    try (TFloat32 fed = versions.tensor(from, number);
        TFloat32 around = repeated(versions.around(), number);
        TInt32 classes = TInt32.vectorOf(filled(number, asked.classIndex()));
        TInt32 versus = TInt32.vectorOf(asked.versus());
        TFloat32 sign = TFloat32.vectorOf(asked.negated() ? -1 : 1)) {
      NetworkRun runner = classifier.session().runner().feed(versions.at(), fed);
      if (versions.around() != null) {
        runner.feed(classifier.input(), around);
      }
      if (wanted != null) {
        runner.feed(target.classIndex, classes).feed(target.versus, versus).feed(target.sign, sign);
      }
      try (Result result = runner.fetch(output).run()) {
        return FloatTensors.rows((TFloat32) result.get(0));
      }
    }
  }

  private TFloat32 repeated(float @Nullable [] input, int number) {
    if (input == null) {
      return TFloat32.scalarOf(0);
    }
    return (TFloat32)
        new Rows.Floats(input, inputShape()).tensor(java.util.Collections.nCopies(number, 0));
  }

  private static int[] filled(int length, int value) {
    int[] values = new int[length];
    Arrays.fill(values, value);
    return values;
  }
}
