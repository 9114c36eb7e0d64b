package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The numbers that a run over a collection serves while it is at work. */
class BatchMetricsTest {
  private static final Pattern METRICS = Pattern.compile("http://([0-9.]+):(\\d+)/metrics");
  private static final Pattern IMAGES =
      Pattern.compile("^gradcam_images_total (\\d+)", Pattern.MULTILINE);

  @TempDir static Path photos;

  @TempDir Path folder;

  @BeforeAll
  static void writeImages() throws Exception {
    SmallImageFiles.write(photos, 40);
  }

  private BatchOutput output() {
    return new BatchOutput(folder.resolve("out"));
  }

  private static String page(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static Matcher await(ByteArrayOutputStream said) throws InterruptedException {
    while (true) {
      Matcher matcher = METRICS.matcher(said.toString(StandardCharsets.UTF_8));
      if (matcher.find()) {
        return matcher;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static List<InetAddress> otherAddresses() throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .forEach(addresses::add);
    return addresses;
  }

  @Test
  @Timeout(240)
  void metricsRiseWhileARunIsAtWorkAndAreGoneAfterwards() throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () ->
                new CommandLine(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                    .run(
                        "batch",
                        photos.toString(),
                        "--output",
                        output().folder().toString(),
                        "--method",
                        "rise",
                        "--samples",
                        "15",
                        "--batch-size",
                        "1",
                        "--metrics-port",
                        "0"));
    Matcher found = await(err);
    assertThat(found.group(1)).isEqualTo("127.0.0.1");
    int port = Integer.parseInt(found.group(2));
    URI address = URI.create(found.group());
    for (InetAddress other : otherAddresses()) {
      assertThat(isOpen(other, port)).as("%s", other).isFalse();
    }
    List<Integer> counts = new ArrayList<>();
    while (counts.stream().distinct().count() < 3) {
      Matcher images = IMAGES.matcher(page(address));
      assertThat(images.find()).isTrue();
      counts.add(Integer.parseInt(images.group(1)));
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(counts).isSorted().allMatch(count -> count <= 40);
    assertThat(code.get()).isZero();
    assertThat(output().rows()).isEqualTo(40);
    assertThat(isOpen(InetAddress.getLoopbackAddress(), port)).isFalse();
  }

  private static boolean isOpen(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
