package io.github.gradcam.batch;

import io.github.gradcam.flow.StageReport;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The numbers of a pipeline as Prometheus knows them: {@code gradcam_images_total}, {@code
 * gradcam_failures_total}, {@code gradcam_queue_length{queue}}, {@code
 * gradcam_stage_seconds_total{stage, activity}}, {@code gradcam_batch_size}. They are read when
 * they are asked for.
 */
public final class PipelineMetrics {

  private static final List<String> QUEUES = List.of("decode", "network", "write", "results");

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private PipelineMetrics() {}

  /**
   * Names the numbers.
   *
   * @param images that are done with, failures among them
   * @param failures images without an answer
   * @param status of the pipeline
   * @return a registry of them
   */
  public static PrometheusRegistry registry(
      LongSupplier images, LongSupplier failures, Supplier<PipelineStatus> status) {
    PipelineMetrics metrics = new PipelineMetrics();
    metrics.counter("gradcam_images", "Images that are done with, failures among them", images);
    metrics.counter("gradcam_failures", "Images without an answer", failures);
    metrics.queues(status);
    metrics.stages(status);
    GaugeWithCallback.builder()
        .name("gradcam_batch_size")
        .help("Images that the next run of the network takes")
        .callback(gauge -> gauge.call(status.get().batchSize()))
        .register(metrics.registry);
    return metrics.registry;
  }

  private void counter(String name, String help, LongSupplier value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(counter -> counter.call((double) value.getAsLong()))
        .register(registry);
  }

  private void queues(Supplier<PipelineStatus> status) {
    GaugeWithCallback.builder()
        .name("gradcam_queue_length")
        .help("Images that wait in front of a stage")
        .labelNames("queue")
        .callback(
            gauge -> {
              List<Integer> waiting = status.get().waiting();
              for (int i = 0; i < QUEUES.size(); i++) {
                gauge.call(waiting.get(i), QUEUES.get(i));
              }
            })
        .register(registry);
  }

  private void stages(Supplier<PipelineStatus> status) {
    CounterWithCallback.builder()
        .name("gradcam_stage")
        .unit(Unit.SECONDS)
        .help("Time that a stage worked and waited, summed over its threads")
        .labelNames("stage", "activity")
        .callback(
            counter -> {
              for (StageReport stage : status.get().stages()) {
                counter.call(stage.busy(), stage.name(), "busy");
                counter.call(stage.waitedForWork(), stage.name(), "waiting_for_work");
                counter.call(stage.waitedForRoom(), stage.name(), "waiting_for_room");
              }
            })
        .register(registry);
  }
}
