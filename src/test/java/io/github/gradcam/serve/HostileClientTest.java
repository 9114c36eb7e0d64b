package io.github.gradcam.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.serve.RunningServer.Answer;
import io.github.gradcam.serve.http.WebLimits;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that want no answer but harm: each gets one of its own, and the others theirs. */
@Timeout(180)
class HostileClientTest {

  private static final String EXPLAIN = "/v1/models/scenes:explain";
  private static final int PERMITS = 8;

  private static final Duration TIME = Duration.ofSeconds(8);

  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    WebLimits limits = new WebLimits(4 << 20, 6, TIME, Duration.ofSeconds(75), 300, PERMITS);
    server = RunningServer.start(RunningServer.ANYBODY, limits, null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Whatever was done to it, an honest client is answered, if not at once on a busy machine. */
  @AfterEach
  void anHonestClientIsAnswered() throws Exception {
    Answer answer = null;
    for (int i = 0; i < 10 && (answer == null || answer.status() == 503); i++) {
      answer =
          server.post(
              "/v1/models/scenes:predict", "image/jpeg", RunningServer.bytes(RunningServer.SEA));
    }
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("predictions").get(0).path("label").asText()).isEqualTo("sea");
    assertThat(server.get("/metrics").text()).doesNotContain("code=\"500\"");
  }

  private static String status(String answer) {
    return answer.length() < 12 ? "" : answer.substring(9, 12);
  }

  @Test
  void aBodyAboveTheLimitIsRefusedByItsLengthAndByItsBytes() throws Exception {
    assertThat(
            status(
                server.raw(
                    "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\nContent-Length: 999999999999\r\n\r\n"
                        .formatted(EXPLAIN))))
        .isEqualTo("413");
    Answer large = server.post(EXPLAIN, "image/jpeg", new byte[(4 << 20) + 1]);
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.error()).contains("at most 4,194,304 bytes");
    String chunk = "400000\r\n" + "x".repeat(4 << 20) + "\r\n1\r\nx\r\n0\r\n\r\n";
    assertThat(
            server.raw(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .formatted(EXPLAIN)
                    + chunk))
        .contains(" 413 ");
  }

  /** A PNG of one colour that declares a size; its rows are there, compressed. */
  private static byte[] png(int width, int height, int rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    DataOutputStream header = new DataOutputStream(head);
    header.writeInt(width);
    header.writeInt(height);
    header.write(new byte[] {1, 0, 0, 0, 0}); // one bit a pixel, grey
    chunk(out, "IHDR", head.toByteArray());
    Deflater deflater = new Deflater(9);
    deflater.setInput(new byte[((width + 7) / 8 + 1) * rows]);
    deflater.finish();
    byte[] packed = new byte[4 << 20];
    int length = deflater.deflate(packed);
    deflater.end();
    chunk(out, "IDAT", java.util.Arrays.copyOf(packed, length));
    chunk(out, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String name, byte[] content) throws IOException {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    out.writeInt(content.length);
    out.write(type);
    out.write(content);
    CRC32 sum = new CRC32();
    sum.update(type);
    sum.update(content);
    out.writeInt((int) sum.getValue());
  }

  @Test
  void imagesThatDeclareMoreThanIsAllowedAreNotDecoded() throws Exception {
    Answer bomb = server.post(EXPLAIN, "image/png", png(100_000, 100_000, 1000));
    assertThat(bomb.status()).isEqualTo(413);
    assertThat(bomb.error()).contains("30,000,000 pixels", "100000 x 100000");
    String two = "{\"b64\": \"%s\"}".formatted(RunningServer.b64(png(5000, 4000, 4000)));
    Answer together = server.json(EXPLAIN, "{\"instances\": [%s, %s]}".formatted(two, two));
    assertThat(together.status()).isEqualTo(413);
    String tensor =
        "{\"inputs\": [{\"name\": \"pixels\", \"datatype\": \"UINT8\", \"shape\": [2000000000, 2, 2, 3], \"data\": [1]}]}";
    assertThat(server.json("/v2/models/scenes/infer", tensor).status()).isEqualTo(413);
    String many = "{\"b64\": \"%s\"}".formatted(RunningServer.b64(png(8, 8, 8)));
    Answer parts =
        server.json(
            EXPLAIN,
            "{\"instances\": [%s]}"
                .formatted(String.join(",", List.of(many, many, many, many, many, many, many))));
    assertThat(parts.status()).isEqualTo(413);
    assertThat(parts.error()).contains("at most 6 images");
  }

  @Test
  void jsonOfMoreValuesThanAnImageHasIsNotKept() throws Exception {
    String numbers = "0,".repeat(2_000_000);
    Answer answer = server.json(EXPLAIN, "{\"instances\": [[" + "[],".repeat(1_300_000) + "[]]]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(server.json(EXPLAIN, "{\"instances\": [[" + numbers + "0]]}").status())
        .isEqualTo(400);
  }

  @Test
  void damagedImagesAreBadRequests() throws Exception {
    byte[] whole = RunningServer.bytes(RunningServer.SEA);
    byte[] png = ImageFiles.encode(new RgbImage(2, 2, new byte[12]), "png");
    for (byte[] image :
        List.of(
            new byte[0],
            "GIF89a".getBytes(StandardCharsets.US_ASCII),
            java.util.Arrays.copyOf(whole, whole.length / 2),
            java.util.Arrays.copyOf(png, png.length - 9),
            "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII),
            png(100, 100, 3))) {
      Answer answer = server.post(EXPLAIN, "image/png", image);
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.error()).startsWith("Expected").doesNotContain("Exception");
    }
  }

  @Test
  void brokenFormsAreBadRequests() throws Exception {
    byte[] form = RunningServer.form(List.of(), "image", RunningServer.bytes(RunningServer.SEA));
    for (String type :
        List.of(
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=other")) {
      assertThat(server.post(EXPLAIN, type, form).status()).as(type).isEqualTo(400);
    }
    List<byte[]> broken =
        List.of(
            new byte[0],
            java.util.Arrays.copyOf(form, form.length - 20),
            RunningServer.form(List.of(), "file", new byte[] {1}),
            RunningServer.form(List.of("path=/etc/passwd"), "image", new byte[] {1}),
            RunningServer.form(List.of("image=/etc/passwd"), "image", new byte[] {1}),
            ("--gradcam\r\n" + "X: y\r\n".repeat(3000) + "\r\n\r\n--gradcam--\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    for (byte[] body : broken) {
      Answer answer = server.post(EXPLAIN, RunningServer.FORM, body);
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.error()).startsWith("Expected").doesNotContain("root:");
    }
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      fields.add("class=sea");
    }
    assertThat(
            server
                .post(EXPLAIN, RunningServer.FORM, RunningServer.form(fields, "image", form))
                .status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST %s HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 5\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\nGET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n
          POST %s HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 5\\r\\nContent-Length: 6\\r\\n\\r\\nabcdef
          POST %s HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: -1\\r\\n\\r\\n
          POST %s HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 5, 5\\r\\n\\r\\nabcde
          POST %s HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length : 5\\r\\n\\r\\nabcde
          POST %s HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked, identity\\r\\n\\r\\n0\\r\\n\\r\\n
          POST %s HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: xchunked\\r\\n\\r\\n0\\r\\n\\r\\n
          POST %s HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nZ\\r\\nabc\\r\\n0\\r\\n\\r\\n
          POST %s HTTP/1.1\\r\\nHost: localhost\\r\\nX: a\\r\\n b: c\\r\\n\\r\\n
          POST %s HTTP/1.1\\r\\nHost: localhost\\r\\nHost: evil.example\\r\\n\\r\\n
          GET http://evil.example/healthz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n
          GET /healthz HTTP/1.1\\r\\n\\r\\n
          GET /a/../healthz%%00 HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n
          GET /v1/models/..%%2f..%%2fetc%%2fpasswd HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n
          GET /%%zz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n
          G\\0T / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n
          PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n
          hello\\r\\n\\r\\n
          """)
  void formsThatProxiesReadOtherwiseAreRefusedAndTheConnectionIsClosed(String head)
      throws Exception {
    String answer = server.raw(head.formatted(EXPLAIN).translateEscapes());
    assertThat(status(answer)).as(answer).startsWith("4").isNotEqualTo("429");
    assertThat(answer).doesNotContain("\"status\":\"ok\"").doesNotContain("root:");
    assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContain("Exception", "\tat ");
  }

  @Test
  void webSocketsAreNotSpokenHere() throws Exception {
    String answer =
        server.raw(
            "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Key: AAAA\r\nSec-WebSocket-Version: 13\r\n\r\n"
                + "\u0081\u00fe\u00ff\u00ff".repeat(100));
    assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("101 Switching");
  }

  @Test
  void headsWithoutEndAreRefused() throws Exception {
    assertThat(
            status(
                server.raw(
                    "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted("a".repeat(100_000)))))
        .isEqualTo("414");
    assertThat(
            status(
                server.raw(
                    "GET / HTTP/1.1\r\nHost: localhost\r\nX: %s\r\n\r\n"
                        .formatted("a".repeat(100_000)))))
        .isEqualTo("431");
  }

  /** As many slow clients as there are permits and more: each holds a permit, but no worker. */
  @Test
  void slowBodiesEndWithTheTimeAndHoldUpNobodyForLonger() throws Exception {
    while (!server.get("/metrics").text().contains("gradcam_requests_open 1.0")) {
      Thread.onSpinWait(); // until what other tests asked for is answered
    }
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < PERMITS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        slow.add(socket);
        socket.setSoTimeout(60_000);
        socket
            .getOutputStream()
            .write(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n"
                    .formatted(EXPLAIN)
                    .getBytes(StandardCharsets.US_ASCII));
        String letIn = "HTTP/1.1 100 Continue\r\n\r\n";
        assertThat(socket.getInputStream().readNBytes(letIn.length()))
            .asString(StandardCharsets.US_ASCII)
            .isEqualTo(letIn);
        socket.getOutputStream().write('x');
      }
      Answer busy = server.post(EXPLAIN, "image/jpeg", new byte[] {1});
      assertThat(busy.status()).isEqualTo(429);
      assertThat(busy.header("Retry-After")).isEqualTo("1");
      assertThat(server.get("/healthz").status()).isEqualTo(200);
      for (Socket socket : slow) {
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(status(answer)).isIn("408", "503"); // nothing for a while, or too long in all
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void workWithoutEndIsEndedByTheTime() throws Exception {
    Answer answer =
        server.post(
            EXPLAIN + "?method=rise&samples=100000",
            "image/jpeg",
            RunningServer.bytes(RunningServer.SEA));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.error()).contains("within 8 s", "--timeout");
  }

  @Test
  void clientsThatLeaveInTheMiddleLeaveNothingBehind() throws Exception {
    for (int i = 0; i < 3 * PERMITS; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket
            .getOutputStream()
            .write(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\nContent-Length: 1000\r\n\r\nxxx"
                    .formatted(EXPLAIN)
                    .getBytes(StandardCharsets.US_ASCII));
      }
    }
    Answer answer = null;
    while (answer == null || answer.status() == 429) { // until the server has seen them leave
      answer = server.post(EXPLAIN, "image/jpeg", new byte[] {1});
    }
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void moreConnectionsThanAreAllowedWaitUntilOthersEnd() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 600; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
      }
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
    assertThat(server.get("/healthz").status()).isEqualTo(200);
  }

  @Test
  void manyAtOnceAreAnsweredOrToldToComeAgain() throws Exception {
    byte[] sea = RunningServer.bytes(RunningServer.SEA);
    List<CompletableFuture<Answer>> all = new ArrayList<>();
    for (int i = 0; i < 6 * PERMITS; i++) {
      all.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return server.post(EXPLAIN, "image/jpeg", sea);
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              },
              task -> new Thread(task).start()));
    }
    for (CompletableFuture<Answer> each : all) {
      assertThat(each.join().status()).isIn(200, 429, 503);
    }
    assertThat(all.stream().filter(each -> each.join().status() == 200)).isNotEmpty();
  }
}
