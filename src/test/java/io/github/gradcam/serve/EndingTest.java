package io.github.gradcam.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.serve.RunningServer.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a server ends: what is under way is answered, what comes then is told to come later. */
@Timeout(180)
class EndingTest {

  private static CompletableFuture<Answer> longRequest(RunningServer server) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return server.post(
                "/v1/models/scenes:explain?method=rise&samples=200",
                "image/jpeg",
                RunningServer.bytes(RunningServer.SEA));
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task).start());
  }

  @Test
  void requestsUnderWayAreAnsweredAndNewOnesAreRefused() throws Exception {
    RunningServer server = RunningServer.start();
    int port = server.port();
    CompletableFuture<Answer> underWay = longRequest(server);
    while (!server.get("/metrics").text().contains("gradcam_requests_open 2.0")) {
      assertThat(underWay).isNotDone();
    }
    Thread ending = new Thread(server::close);
    ending.start();
    Answer late = server.get("/v2/health/ready");
    while (late.status() == 200) { // until it has begun to end
      late = server.get("/v2/health/ready");
    }
    assertThat(late.status()).isEqualTo(503);
    assertThat(late.header("Retry-After")).isEqualTo("1");
    assertThat(late.error()).contains("one that is ending");
    Answer answer = underWay.join();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("explanations").get(0).path("method").asText()).isEqualTo("RISE");
    ending.join();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
    server.close(); // twice is once
  }
}
