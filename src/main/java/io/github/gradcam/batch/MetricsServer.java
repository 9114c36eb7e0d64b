package io.github.gradcam.batch;

import io.github.gradcam.image.FailureWords;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells Prometheus how a pipeline gets on, at {@code http://HOST:PORT/metrics}: the numbers of
 * {@link PipelineMetrics}.
 */
public final class MetricsServer implements AutoCloseable {

  private final HTTPServer server;

  /**
   * Begins to serve.
   *
   * @param host to listen at, such as {@code 127.0.0.1}
   * @param port to listen at; 0 for any that is free
   * @param images that are done with, failures among them
   * @param failures images without an answer
   * @param status of the pipeline
   * @throws IOException if the port cannot be had
   */
  public MetricsServer(
      String host,
      int port,
      LongSupplier images,
      LongSupplier failures,
      Supplier<PipelineStatus> status)
      throws IOException {
    try {
      server =
          HTTPServer.builder()
              .hostname(host)
              .port(port)
              .registry(PipelineMetrics.registry(images, failures, status))
              .buildAndStart();
    } catch (IOException e) {
      throw new IOException(
          "Expected to serve metrics at %s:%d, found: %s; give another --metrics-port or --metrics-host"
              .formatted(host, port, FailureWords.of(e)),
          e);
    }
  }

  /** {@return where it listens} */
  public int port() {
    return server.getPort();
  }

  /** Ends the service; safe to call twice. */
  @Override
  public void close() {
    server.close();
  }
}
