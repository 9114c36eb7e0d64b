package io.github.gradcam.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
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

  private static final Duration KEPT = Duration.ofSeconds(60);

  /** Longer than nothing may come of a client, shorter than the limit. */
  private static final int SLOW = 5;

  private static ExecutorService workers;
  private static WebServer server;

  @BeforeAll
  static void start() throws IOException {
    workers = Executors.newFixedThreadPool(2);
    server = server(KEPT, 10);
  }

  private static WebServer server(Duration keepAlive, int connections) throws IOException {
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
    return new WebServer(
        "127.0.0.1",
        0,
        new WebAccess(Set.of(), Set.of(), null),
        new WebLimits(1000, 1, TIME, keepAlive, connections, 4),
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

  /** A connection that is kept for further requests. */
  private static Socket connect(WebServer to) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Asks for a greeting, and reads it. */
  private static void greet(Socket socket, String name) throws IOException {
    write(
        socket,
        "POST /hello/%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n".formatted(name));
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("{\"to\":\"%s\"}".formatted(name))) {
      int read = socket.getInputStream().read();
      assertThat(read).as("what came: %s", answer).isNotNegative();
      answer.append((char) read);
    }
    assertThat(answer.toString()).startsWith("HTTP/1.1 200");
  }

  @Test
  void aConnectionIsKeptForItsNextRequestLongerThanABodyMayStall() throws Exception {
    try (Socket socket = connect(server)) {
      greet(socket, "first");
      Thread.sleep(SLOW * 1000L);
      greet(socket, "second");
    }
  }

  @Test
  void aConnectionThatIsKeptIsClosedAfterItsTimeAndNotWhileARequestIsComputed() throws Exception {
    try (WebServer own = server(Duration.ofSeconds(1), 10);
        Socket socket = connect(own)) {
      write(socket, "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello");
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(all).startsWith("HTTP/1.1 200").endsWith("hello");
    }
  }

  @Test
  void aBodyThatStallsIsGivenUpHoweverLongConnectionsAreKept() throws Exception {
    try (Socket socket = connect(server)) {
      greet(socket, "you");
      write(socket, "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhe");
      byte[] first = socket.getInputStream().readNBytes("HTTP/1.1 408".length());
      assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 408");
    }
  }

  @Test
  void aHeadThatComesByteByByteOnAKeptConnectionIsGivenUp() throws Exception {
    try (Socket socket = connect(server)) {
      greet(socket, "you");
      socket.setSoTimeout(300);
      write(socket, "POST /hello/you HTTP/1.1\r\nX: ");
      boolean closed = false;
      for (int i = 0; i < 100 && !closed; i++) { // half of the time that connections are kept
        closed = hasEnded(socket);
      }
      assertThat(closed).isTrue();
    }
  }

  private static boolean hasEnded(Socket socket) throws IOException {
    try {
      write(socket, "x");
      socket.getInputStream().readAllBytes(); // an answer may come before the end
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  /** Where connections are scarce, those that are kept for nothing make room. */
  @Test
  void connectionsThatAreKeptMakeRoomForOthersThatWait() throws Exception {
    long begun = System.nanoTime();
    try (WebServer own = server(KEPT, 2);
        Socket one = connect(own)) {
      greet(one, "one");
      try (Socket two = connect(own)) {
        greet(two, "two");
        try (Socket three = connect(own)) {
          greet(three, "three");
        }
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(KEPT);
  }
}
