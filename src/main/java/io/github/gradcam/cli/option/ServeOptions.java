package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.batch.PipelineSettings;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.model.device.Device;
import io.github.gradcam.model.device.DeviceSpec;
import io.github.gradcam.model.device.Devices;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.kernel.Purpose;
import io.github.gradcam.serve.ServeSettings;
import io.github.gradcam.serve.http.WebAccess;
import io.github.gradcam.serve.http.WebLimits;
import io.github.gradcam.serve.protocol.ImageLimits;
import io.github.gradcam.serve.queue.ServedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is served, to whom, and how much of it. */
public final class ServeOptions {

  private static final Logger LOG = LoggerFactory.getLogger(ServeOptions.class);
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
  private static final int LARGEST_PORT = 65535;
  private static final int SHORTEST_TOKEN = 16;
  private static final int LARGEST_BODY = 1024;

  /** Where a token is read that should not stand in the list of processes. */
  private static final String TOKEN_VARIABLE = "GRADCAM_TOKEN";

  @Parameter(
      names = "--model",
      description =
          "NAME=PATH of a model, as for explain; many times for several (default: the model that ships). What a "
              + "file does not say is read from MODEL.gradcam.json, which the other commands write")
  private List<String> models = new ArrayList<>();

  @Parameter(names = "--port", description = "Where to listen; 0: any that is free")
  private int port = 8080;

  @Parameter(
      names = "--host",
      description = "The address to listen at; 0.0.0.0 for all of this machine's")
  private String host = "127.0.0.1";

  @Parameter(
      names = "--token",
      description =
          "What requests have to carry: Authorization: Bearer TOKEN; or set GRADCAM_TOKEN. Needed where --host "
              + "can be reached from other machines")
  private @Nullable String token;

  @Parameter(
      names = "--no-auth",
      description = "Answer everybody who reaches --host, without a token")
  private boolean open;

  @Parameter(
      names = "--allow-host",
      description =
          "A name of this server besides localhost, --host and addresses in numbers; many times; * for any")
  private List<String> hosts = new ArrayList<>();

  @Parameter(
      names = "--allow-origin",
      description =
          "A page of others that may ask, such as https://example.org; many times; * for any")
  private List<String> origins = new ArrayList<>();

  @Parameter(names = "--report", description = "A folder of gradcam report, shown at /report")
  private @Nullable Path report;

  @Parameter(
      names = "--batch-size",
      description = "Images that wait at the same time and share a pass, at most")
  private int batchSize = 16;

  @Parameter(names = "--max-body", description = "Megabytes of a request, at most")
  private int body = 32;

  @Parameter(
      names = "--max-pixels",
      description = "Megapixels of a request's images together, at most, as they declare them")
  private int pixels = 100;

  @Parameter(names = "--max-parts", description = "Images of a request, at most")
  private int parts = 64;

  @Parameter(
      names = "--timeout",
      description = "Seconds from a request's first line to its answer, at most")
  private int timeout = 60;

  @Parameter(
      names = "--keep-alive",
      description =
          "Seconds that a connection waits for its next request; longer than the limit of a proxy in front")
  private int keepAlive = 75;

  @Parameter(names = "--connections", description = "Connections at once; others wait")
  private int connections = 1000;

  @Parameter(
      names = "--requests",
      description = "Requests at once that are read, wait or are answered; others get 429")
  private int requests = 128;

  @Parameter(names = "--precision", description = "float32, or mixed for 16-bit convolutions")
  private String precision = "float32";

  @Parameter(
      names = "--device",
      description = "cpu, gpu, one such as gpu:1, or auto: a GPU where there is one")
  private String device = "auto";

  /** Validates the options, before a model is loaded. */
  public void check() {
    between("--port", port, 0, LARGEST_PORT);
    between("--batch-size", batchSize, 1, 1024);
    between("--max-body", body, 1, LARGEST_BODY);
    between("--max-pixels", pixels, 1, 10_000);
    between("--max-parts", parts, 1, 10_000);
    between("--timeout", timeout, 1, 86_400);
    between("--keep-alive", keepAlive, 1, 86_400);
    between("--connections", connections, 1, 1_000_000);
    between("--requests", requests, 1, 100_000);
    DeviceSpec.parse(device);
    Precision.of(precision);
    checkToken();
    if (report != null && !Files.isRegularFile(report.resolve("index.html"))) {
      throw new UsageException(
          "Expected a folder of gradcam report for --report, found no index.html in " + report);
    }
    named();
  }

  private static void between(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UsageException(
          "Expected %s of %d to %d, found %d".formatted(option, least, most, value));
    }
  }

  private void checkToken() {
    String known = token();
    if (known != null && open) {
      throw new UsageException("Expected either a token or --no-auth, found both");
    }
    if (known != null && !known.matches("[\\x21-\\x7e]{%d,}".formatted(SHORTEST_TOKEN))) {
      throw new UsageException(
          "Expected a token of %d letters, digits and signs or more, without spaces; `openssl rand -hex 16` makes one"
              .formatted(SHORTEST_TOKEN));
    }
    if (known == null && !open && !isLoopback()) {
      throw new UsageException(
          "Expected a --token where other machines reach the server at %s, found none; give one (`openssl rand -hex 16` makes it), or --no-auth to answer everybody"
              .formatted(host));
    }
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new UsageException(
          "Expected --host of a name or an address of this machine, found '%s'".formatted(host));
    }
  }

  private @Nullable String token() {
    String given = token;
    String kept = System.getenv(TOKEN_VARIABLE);
    return given != null ? given : kept == null || kept.isEmpty() ? null : kept;
  }

  /** Whether everybody who reaches the server is answered. */
  public boolean answersEverybody() {
    return open && !isLoopback();
  }

  /** Whether requests have to carry a token. */
  public boolean hasToken() {
    return token() != null;
  }

  /** The address for people. */
  public String address(int found) {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "http://%s:%d/".formatted(name.equals("0.0.0.0") ? "localhost" : name, found);
  }

  /** The models by their names. */
  private Map<String, Path> named() {
    Map<String, Path> named = new LinkedHashMap<>();
    List<String> all = models.isEmpty() ? List.of(ModelOptions.shippedModel().toString()) : models;
    for (String each : all) {
      int equals = each.indexOf('=');
      boolean hasName = equals > 0 && each.substring(0, equals).matches(NAME);
      Path path = Path.of(hasName ? each.substring(equals + 1) : each);
      String name = hasName ? each.substring(0, equals) : nameOf(path);
      if (named.put(name, path) != null) {
        throw new UsageException(
            "Expected a name of its own for each model, found '%s' twice; give --model NAME=PATH"
                .formatted(name));
      }
    }
    return named;
  }

  private static String nameOf(Path path) {
    String file = String.valueOf(path.toAbsolutePath().normalize().getFileName());
    String name = file.replaceAll("\\.(keras|h5|pb)$", "");
    if (!name.matches(NAME)) {
      throw new UsageException(
          "Expected --model NAME=PATH for %s, whose name is none for an address".formatted(path));
    }
    return name;
  }

  /** Loads the models; the caller's to close. */
  public List<ServedNetwork> load() throws IOException {
    KernelRuntime.plan(Purpose.EXPLAINING, Precision.of(precision));
    Device where = Devices.here().chosen(DeviceSpec.parse(device), LOG::warn).get(0);
    Execution execution = new Execution(Precision.of(precision), where);
    List<ServedNetwork> loaded = new ArrayList<>();
    try {
      for (Map.Entry<String, Path> model : named().entrySet()) {
        loaded.add(
            new ServedNetwork(
                model.getKey(),
                ModelOptions.load(
                    new DescribedModel(model.getValue(), ModelDescription.NONE), execution)));
      }
      return loaded;
    } catch (RuntimeException e) {
      loaded.forEach(ServedNetwork::close);
      throw e;
    }
  }

  /** How to serve; asked once the models are loaded. */
  public ServeSettings settings() throws IOException {
    Set<String> names = new HashSet<>(hosts);
    names.add(host);
    return new ServeSettings(
        host,
        port,
        new WebAccess(names, Set.copyOf(origins), token()),
        new WebLimits(
            (long) body << 20,
            parts,
            Duration.ofSeconds(timeout),
            Duration.ofSeconds(keepAlive),
            connections,
            requests),
        new ImageLimits(pixels * 1_000_000L, parts),
        batchSize,
        KernelRuntime.threading().runs(PipelineSettings.RUNS_AT_ONCE),
        report,
        samples(),
        models.isEmpty() ? nameOf(ModelOptions.shippedModel()) : null);
  }

  /** The images that ship. */
  private static List<Path> samples() throws IOException {
    Path data =
        Files.isDirectory(Path.of("data")) ? Path.of("data") : ModelOptions.home().resolve("data");
    if (!Files.isDirectory(data)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(data)) {
      return all.filter(file -> file.toString().endsWith(".jpg")).sorted().limit(24).toList();
    }
  }
}
