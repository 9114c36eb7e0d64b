package io.github.gradcam.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long requests may take, and what is told of those that fail. */
@Timeout(120)
class WebServerTest {

  private static final Duration TIME = Duration.ofSeconds(8);
  private static final int TOO_LATE = 60;

  /** Longer than nothing may come of a client, shorter than the limit. */
  private static final int SLOW = 5;

  private static ExecutorService workers;
  private static WebServer server;

  @BeforeAll
  static void start() throws IOException {
    workers = Executors.newFixedThreadPool(2);
    WebRoutes routes =
        new WebRoutes()
            .open("POST", "/slow", (call, name) -> in(SLOW, call))
            .open("POST", "/late", (call, name) -> in(TOO_LATE, call))
            .open(
                "POST",
                "/broken",
                (call, name) -> {
                  throw new IllegalStateException("secret");
                })
            .open("POST", "/hello/{name}", (call, name) -> done(WebReply.json(Map.of("to", name))));
    server =
        new WebServer(
            "127.0.0.1",
            0,
            new WebAccess(Set.of(), Set.of(), null),
            new WebLimits(1000, 1, TIME, 10, 4),
            routes,
            workers);
  }

  @AfterAll
  static void stop() {
    server.close();
    workers.shutdownNow();
  }

  private static CompletableFuture<WebReply> done(WebReply reply) {
    return CompletableFuture.completedFuture(reply);
  }

  private static CompletableFuture<WebReply> in(int seconds, WebCall call) {
    Executor later = CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS, workers);
    return CompletableFuture.supplyAsync(() -> WebReply.of("text/plain", call.body()), later);
  }

  private static String post(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi"
                  .formatted(path)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void whatIsComputedForLongIsAnsweredThoughNothingIsSentMeanwhile() throws IOException {
    assertThat(post("/slow")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nhi");
  }

  @Test
  void whatTakesTooLongIsToldSo() throws IOException {
    assertThat(post("/late"))
        .startsWith("HTTP/1.1 503")
        .contains("Retry-After: 1", "Expected an answer within 8 s");
  }

  @Test
  void aFaultOfTheServerIsToldWithoutItsWords() throws IOException {
    assertThat(post("/broken"))
        .startsWith("HTTP/1.1 500")
        .contains("Expected no fault of the server itself")
        .doesNotContain("secret", "Exception");
  }

  @Test
  void namesInPathsHaveNoSlashAndNoColon() throws IOException {
    assertThat(post("/hello/you")).endsWith("{\"to\":\"you\"}");
    assertThat(post("/hello/you/too")).startsWith("HTTP/1.1 404");
    assertThat(post("/hello/you:too")).startsWith("HTTP/1.1 404");
  }
}
