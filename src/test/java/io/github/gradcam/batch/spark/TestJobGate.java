package io.github.gradcam.batch.spark;

import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.model.HeatmapLayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A method that gives a test the middle of a job: each executor explains the images of one task,
 * then waits at the next until a file exists.
 */
public final class TestJobGate implements ProbingMethod {

  /** The system property that names the file. */
  static final String FILE = "gradcam.test.gate";

  /** What an executor prints that waits. */
  static final String WAITS = "Waits at the gate";

  /** As many as a task of a small job has. */
  private static final int TASK = 16;

  private static final AtomicInteger EXPLAINED = new AtomicInteger();

  @Override
  public String name() {
    return "Gate";
  }

  @Override
  public String summary() {
    return "Waits for a test.";
  }

  @Override
  public String paper() {
    return "none";
  }

  @Override
  public String cost() {
    return "one pass";
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return 1;
  }

  @Override
  public boolean atLayer() {
    return false;
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    if (EXPLAINED.getAndIncrement() >= TASK) {
      await(Path.of(System.getProperty(FILE)));
    }
    int side = probe.inputSize();
    float[] red = new float[side * side];
    for (int i = 0; i < red.length; i++) {
      red[i] = probe.input()[3 * i];
    }
    return List.of(new SignedMap(side, side, red));
  }

  private static void await(Path gate) {
    if (!Files.exists(gate)) {
      System.out.println(WAITS);
    }
    while (!Files.exists(gate)) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Expected a gate that opens, was interrupted", e);
      }
    }
  }
}
