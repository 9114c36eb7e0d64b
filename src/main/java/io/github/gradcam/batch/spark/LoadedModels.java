package io.github.gradcam.batch.spark;

import io.github.gradcam.batch.HeatmapStore;
import io.github.gradcam.batch.ImageScorer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model of each job in this JVM: loaded by the first task that asks, shared by all that follow.
 * An executor serves one application, so that there is one, which lives as long as the JVM.
 */
final class LoadedModels {

  private static final Logger LOG = LoggerFactory.getLogger(LoadedModels.class);
  private static final Map<String, ImageScorer> BY_JOB = new HashMap<>();

  private LoadedModels() {}

  /** The scorer of a job; others wait while it is loaded. */
  static ImageScorer of(ShippedJob job, HeatmapStore store) throws IOException {
    synchronized (BY_JOB) {
      ImageScorer known = BY_JOB.get(job.id());
      if (known != null) {
        return known;
      }
      long start = System.nanoTime();
      ImageScorer scorer = job.load(store);
      BY_JOB.put(job.id(), scorer);
      LOG.info(
          "Model loaded: {} bytes in {} ms",
          job.model().bytes(),
          (System.nanoTime() - start) / 1_000_000);
      return scorer;
    }
  }
}
