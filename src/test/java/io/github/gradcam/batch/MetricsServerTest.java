package io.github.gradcam.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.flow.StageReport;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetricsServerTest {

  private static final PipelineStatus STATUS =
      new PipelineStatus(
          32,
          List.of(1, 2, 3, 4),
          List.of(
              new StageReport("decode", 2, 10, 1.5, 2.5, 3.5),
              new StageReport("network", 1, 10, 9, 0.25, 0)));

  private static String get(MetricsServer server) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/metrics".formatted(server.port()));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void prometheusReadsTheStateOfTheMoment() throws Exception {
    AtomicLong images = new AtomicLong(7);
    try (MetricsServer server =
        new MetricsServer("127.0.0.1", 0, images::get, () -> 2, () -> STATUS)) {
      assertThat(get(server).lines())
          .contains(
              "gradcam_images_total 7.0",
              "gradcam_failures_total 2.0",
              "gradcam_batch_size 32.0",
              "gradcam_queue_length{queue=\"decode\"} 1.0",
              "gradcam_queue_length{queue=\"results\"} 4.0",
              "gradcam_stage_seconds_total{activity=\"busy\",stage=\"decode\"} 1.5",
              "gradcam_stage_seconds_total{activity=\"waiting_for_work\",stage=\"network\"} 0.25",
              "gradcam_stage_seconds_total{activity=\"waiting_for_room\",stage=\"decode\"} 3.5");
      images.set(8);
      assertThat(get(server).lines()).contains("gradcam_images_total 8.0");
    }
  }

  @Test
  void portThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  new MetricsServer(
                      "127.0.0.1", taken.getLocalPort(), () -> 0, () -> 0, () -> STATUS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("--metrics-port");
    }
  }
}
