package io.github.gradcam.serve;

import io.github.gradcam.batch.PipelineMetrics;
import io.github.gradcam.batch.PipelineStatus;
import io.github.gradcam.flow.StageReport;
import io.github.gradcam.serve.http.WebCall;
import io.github.gradcam.serve.http.WebReply;
import io.github.gradcam.serve.http.WebTraffic;
import io.github.gradcam.serve.protocol.NetworkAsker;
import io.github.gradcam.serve.queue.NetworkQueue;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * How the server gets on, as Prometheus reads it: the numbers of {@code batch}, and {@code
 * gradcam_requests_total{code}} and {@code gradcam_requests_open} besides.
 */
final class ServeMetrics {

  private final NetworkAsker asker;
  private final NetworkQueue queue;
  private final ThreadPoolExecutor workers;
  private final PrometheusRegistry registry;
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final long begun = System.nanoTime();

  ServeMetrics(NetworkAsker asker, NetworkQueue queue, ThreadPoolExecutor workers) {
    this.asker = asker;
    this.queue = queue;
    this.workers = workers;
    this.registry = PipelineMetrics.registry(asker::images, asker::failures, this::status);
  }

  /** Requests are read, and replies are made, by the same threads. */
  private PipelineStatus status() {
    StageReport network = queue.report();
    return new PipelineStatus(
        queue.lastBatch(),
        List.of(workers.getQueue().size(), queue.waiting(), 0, 0),
        List.of(
            stage("decode", asker.decodingSeconds()),
            network,
            stage("write", asker.writingSeconds())));
  }

  private StageReport stage(String name, double busy) {
    double wall = (System.nanoTime() - begun) / 1e9;
    int threads = workers.getMaximumPoolSize();
    return new StageReport(name, threads, wall, busy, Math.max(0, wall * threads - busy), 0);
  }

  CompletionStage<WebReply> answer(WebCall call, WebTraffic traffic) {
    ExpositionFormatWriter writer = formats.findWriter(call.header("Accept"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, withTraffic(traffic));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return WebReply.of(writer.getContentType(), out.toByteArray()).now();
  }

  private MetricSnapshots withTraffic(WebTraffic traffic) {
    CounterSnapshot.Builder requests =
        CounterSnapshot.builder()
            .name("gradcam_requests")
            .help("Requests that were answered, by the status of the answer");
    traffic
        .answers()
        .forEach(
            (status, count) ->
                requests.dataPoint(
                    CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value(count)
                        .labels(Labels.of("code", Integer.toString(status)))
                        .build()));
    GaugeSnapshot open =
        GaugeSnapshot.builder()
            .name("gradcam_requests_open")
            .help("Requests that are not answered yet")
            .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(traffic.open()).build())
            .build();
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    registry.scrape().forEach(all::metricSnapshot);
    return all.metricSnapshot(requests.build()).metricSnapshot(open).build();
  }
}
