package io.github.gradcam.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.options.ColorScheme;
import io.github.gradcam.Gradcam;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.report.dataset.Chromium;
import io.github.gradcam.serve.http.WebAccess;
import io.github.gradcam.serve.http.WebLimits;
import io.github.gradcam.serve.protocol.ImageLimits;
import io.github.gradcam.serve.queue.ServedNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server of the model that ships, on a port of its own, and a client for it. */
public final class RunningServer implements AutoCloseable {

  public static final Path SEA = Path.of("data/sea-cliffs.jpg");
  public static final Path STREET = Path.of("data/street-beacon-street-boston.jpg");

  /** Small limits, so that tests reach them soon. */
  public static final WebLimits LIMITS =
      new WebLimits(4 << 20, 6, Duration.ofSeconds(60), Duration.ofSeconds(75), 500, 16);

  public static final ImageLimits IMAGES = new ImageLimits(30_000_000, 6);
  public static final WebAccess ANYBODY = new WebAccess(Set.of(), Set.of(), null);

  private static final JsonMapper MAPPER = new JsonMapper();

  /** May say "Connection: close", as the build sets jdk.httpclient.allowRestrictedHeaders. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final GradcamServer server;

  private RunningServer(GradcamServer server) {
    this.server = server;
  }

  /** How sure the library says that the network is of {@link #SEA}, in percent: "73.2". */
  static String percentOfSea() {
    try (Gradcam net = Gradcam.open(Path.of("saved_model"))) {
      return "%.1f".formatted(100 * net.explain(SEA).probability());
    }
  }

  /** Opens a page of it, which may take a minute on a busy machine. */
  Chromium.Window open(Chromium chromium, String path, int width, ColorScheme scheme) {
    Chromium.Window window = chromium.window(width, 900, scheme);
    window.page().setDefaultTimeout(60_000);
    window.page().navigate(at(path).toString());
    return window;
  }

  /** With the same network under further names. */
  public static RunningServer start(String... more) throws IOException {
    return start(ANYBODY, LIMITS, null, more);
  }

  public static RunningServer start(
      WebAccess access, WebLimits limits, @Nullable Path report, String... more)
      throws IOException {
    List<ServedNetwork> networks = new ArrayList<>();
    for (String name : Stream.concat(Stream.of("scenes"), Stream.of(more)).toList()) {
      networks.add(
          new ServedNetwork(
              name,
              new SavedModelFolder(Path.of("saved_model")).load(Execution.of(Precision.FLOAT32))));
    }
    ServeSettings settings =
        new ServeSettings(
            "127.0.0.1", 0, access, limits, IMAGES, 8, 2, report, List.of(SEA, STREET), "scenes");
    return new RunningServer(new GradcamServer(settings, networks));
  }

  public int port() {
    return server.port();
  }

  GradcamServer server() {
    return server;
  }

  public URI at(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(port(), path));
  }

  /** An answer. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, Map<String, List<String>> headers, byte[] body) {

    public String header(String name) {
      List<String> values = headers.get(name.toLowerCase(java.util.Locale.ROOT));
      return values == null ? "" : values.get(0);
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() throws IOException {
      return MAPPER.readTree(body);
    }

    public String error() throws IOException {
      return json().path("error").asText();
    }
  }

  public Answer get(String path, String... headers) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(at(path)), headers);
  }

  public Answer post(String path, String type, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return send(type.isEmpty() ? request : request.header("Content-Type", type), headers);
  }

  public Answer json(String path, String body) throws IOException, InterruptedException {
    return post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  public Answer send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder whole = headers.length == 0 ? request : request.headers(headers);
    HttpRequest built = whole.header("Connection", "close").build(); // old ones may just be closing
    HttpResponse<byte[]> response = CLIENT.send(built, HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response.headers().map(), response.body());
  }

  /** What comes back for bytes that no client library would send, until the server closes. */
  public String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  public static String b64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** KServe's instances of one image file, with more fields before the image. */
  public static String instances(byte[] image, String more) {
    return "{\"instances\": [{%s\"image_bytes\": {\"b64\": \"%s\"}}]}".formatted(more, b64(image));
  }

  /** A form: the fields, then the file. */
  public static byte[] form(List<String> fields, String name, byte[] file) {
    List<byte[]> parts = new ArrayList<>();
    for (String field : fields) {
      int equals = field.indexOf('=');
      parts.add(
          "--gradcam\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
              .formatted(field.substring(0, equals), field.substring(equals + 1))
              .getBytes(StandardCharsets.UTF_8));
    }
    parts.add(
        "--gradcam\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"../../x.jpg\"\r\n\r\n"
            .formatted(name)
            .getBytes(StandardCharsets.UTF_8));
    parts.add(file);
    parts.add("\r\n--gradcam--\r\n".getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  public static final String FORM = "multipart/form-data; boundary=gradcam";

  public static byte[] bytes(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  @Override
  public void close() {
    server.close();
  }
}
