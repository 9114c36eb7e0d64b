package io.github.gradcam.batch;

import io.github.gradcam.flow.StageReport;
import java.util.List;

/**
 * How a pipeline gets on.
 *
 * @param batchSize images that the next run of the network takes
 * @param waiting how many pieces wait in front of decode, network, write and the results
 * @param stages how each spent its time, first to last
 */
public record PipelineStatus(int batchSize, List<Integer> waiting, List<StageReport> stages) {

  /** Copies the lists. */
  public PipelineStatus {
    waiting = List.copyOf(waiting);
    stages = List.copyOf(stages);
  }
}
