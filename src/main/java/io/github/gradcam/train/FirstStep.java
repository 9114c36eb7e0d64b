package io.github.gradcam.train;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.train.data.Batch;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * What the first step of a training changes, by plain gradient descent: the gradients of all
 * weights, and how fast steps are. The main class of a process that does nothing else, so that the
 * steps of different kernels can be compared.
 *
 * @param changes of each weight, in the order of their names
 * @param imagesPerSecond in later steps
 */
record FirstStep(List<float[]> changes, double imagesPerSecond) {

  private static final double SECONDS = 1.5;

  /** Gradients below this share of the largest are rounding, such as of biases before a norm. */
  private static final double SMALL = 1e-3;

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * Computes a step and writes what it changed.
   *
   * @param arguments the file of a plan, and the file to write
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    TrainingPlan plan = JSON.readValue(Path.of(arguments[0]).toFile(), TrainingPlan.class);
    of(plan).write(Path.of(arguments[1]));
  }

  /** Takes the step on a made-up batch, with the kernels of this process. */
  static FirstStep of(TrainingPlan plan) {
    int size = plan.hyperparameters().batchSize();
    byte[] pixels = new byte[size * plan.cropSize() * plan.cropSize() * 3];
    new Random(plan.seed()).nextBytes(pixels);
    int[] labels = new int[size];
    Arrays.setAll(labels, i -> i % plan.labels().size());
    Batch batch = new Batch(pixels, labels, List.of(), size);
    float[][] targets = Targets.of(plan, labels);
    try (TrainingSession session =
        new TrainingSession(
            plan, Precision.FLOAT32, graph -> ArchitectureTask.network(plan, graph, 0))) {
      session.initialize();
      Map<String, WeightArray> before = new TreeMap<>(session.exportedWeights());
      session.step(batch, targets, 0, 0);
      Map<String, WeightArray> after = session.exportedWeights();
      List<float[]> changes = new ArrayList<>();
      before.forEach(
          (name, weight) -> changes.add(change(weight, Objects.requireNonNull(after.get(name)))));
      long steps = 0;
      long start = System.nanoTime();
      while (steps < 2 || System.nanoTime() - start < SECONDS * 1e9) {
        session.step(batch, targets, 0, ++steps);
      }
      return new FirstStep(changes, steps * size / ((System.nanoTime() - start) / 1e9));
    }
  }

  /**
   * The largest difference from another step, as a share of the largest change of the same weight;
   * not a number where a change is none.
   */
  double differenceFrom(FirstStep other) {
    double peak = 0;
    for (float[] change : other.changes) {
      peak = Math.max(peak, peak(change));
    }
    double largest = 0;
    for (int i = 0; i < changes.size(); i++) {
      float[] mine = changes.get(i);
      float[] others = other.changes.get(i);
      double scale = Math.max(peak(others), SMALL * peak);
      for (int j = 0; j < mine.length; j++) {
        double share = Math.abs(mine[j] - (double) others[j]) / scale;
        if (Double.isNaN(share)) {
          return Double.NaN;
        }
        largest = Math.max(largest, share);
      }
    }
    return largest;
  }

  /** Reads what {@link #main} wrote. */
  static FirstStep read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      double speed = in.readDouble();
      List<float[]> changes = new ArrayList<>();
      for (int weights = in.readInt(); weights > 0; weights--) {
        float[] change = new float[in.readInt()];
        for (int i = 0; i < change.length; i++) {
          change[i] = in.readFloat();
        }
        changes.add(change);
      }
      return new FirstStep(changes, speed);
    }
  }

  private void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeDouble(imagesPerSecond);
      out.writeInt(changes.size());
      for (float[] change : changes) {
        out.writeInt(change.length);
        for (float value : change) {
          out.writeFloat(value);
        }
      }
    }
  }

  private static float[] change(WeightArray before, WeightArray after) {
    float[] change = new float[before.values().length];
    for (int i = 0; i < change.length; i++) {
      change[i] = after.values()[i] - before.values()[i];
    }
    return change;
  }

  private static double peak(float[] values) {
    double peak = 0;
    for (float value : values) {
      peak = Math.max(peak, Math.abs(value));
    }
    return peak;
  }
}
