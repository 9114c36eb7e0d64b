package io.github.gradcam.batch.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster: a master, workers, executors and drivers, each a JVM that can be killed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SparkClusterTest {

  private static final Duration MOST = Duration.ofMinutes(4);
  private static final int COPIES = 2;
  private static final int BROKEN = 4;

  @TempDir static Path folder;
  private static TestCluster cluster;
  private static List<String> images;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(
        SparkHome.isPossible(), "needs Spark on the class path, as the profile cluster brings it");
    images = writeImages(folder.resolve("photos"));
    cluster = TestCluster.start(Files.createDirectory(folder.resolve("cluster")));
  }

  @AfterAll
  static void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static List<String> writeImages(Path photos) throws IOException {
    List<String> written = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("data"))) {
      for (Path photo : all.filter(file -> file.toString().endsWith(".jpg")).toList()) {
        for (int i = 0; i < COPIES; i++) {
          Path copy = photos.resolve("part%d/%s".formatted(i % 3, i + "-" + photo.getFileName()));
          Files.createDirectories(copy.getParent());
          Files.copy(photo, copy);
          written.add(copy.toString());
        }
      }
    }
    for (int i = 0; i < BROKEN; i++) {
      Path broken = photos.resolve("part0/broken%d.jpg".formatted(i));
      Files.writeString(broken, "no image");
      written.add(broken.toString());
    }
    written.sort(null);
    return written;
  }

  private static ChildJvm submit(Path output) throws IOException {
    return cluster.submit(
        "-",
        "saved_model",
        "gate",
        "auto",
        "npy",
        output.toString(),
        folder.resolve("photos").toString());
  }

  private static long parts(Path output) {
    Path table = output.resolve("results.parquet");
    if (!Files.isDirectory(table)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(table)) {
      return all.filter(file -> file.getFileName().toString().startsWith("part-")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often each executor loaded the model. */
  private static List<Integer> loads() {
    try {
      return cluster.executorLogs().stream()
          .map(log -> log.split("Model loaded", -1).length - 1)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(1)
  void anExecutorThatIsKilledCostsNoImageAndDoublesNone() throws Exception {
    Path output = folder.resolve("executor killed");
    try (ChildJvm job = submit(output)) {
      job.await(MOST, () -> parts(output) > 0 && cluster.isAtTheGate());
      cluster.killAnExecutorAtWork();
      assertThat(Table.paths(output)).hasSizeLessThan(images.size());
      Files.createFile(cluster.gate());
      assertThat(job.result(MOST))
          .contains("images=%d, failures=%d, earlier=0".formatted(images.size(), BROKEN));
    }
    assertThat(Table.paths(output)).isEqualTo(images);
    assertThat(Table.column(output, "SELECT path FROM $rows WHERE error IS NOT NULL"))
        .hasSize(BROKEN)
        .allMatch(path -> path.contains("broken"));
    assertThat(Table.column(output, "SELECT heatmap FROM $rows WHERE error IS NULL"))
        .allMatch(heatmap -> Files.isRegularFile(output.resolve(heatmap)));
    // The killed one, and at least one that did the rest.
    assertThat(loads())
        .allMatch(loads -> loads <= 1)
        .filteredOn(loads -> loads == 1)
        .hasSizeBetween(2, 3);
  }

  @Test
  @Order(2)
  void aDriverThatIsKilledLosesNoTaskThatWasDone() throws Exception {
    Files.delete(cluster.gate());
    Path output = folder.resolve("driver killed");
    try (ChildJvm job = submit(output)) {
      job.await(MOST, () -> parts(output) > 0);
      job.kill();
    }
    Files.createFile(cluster.gate());
    int done = Table.paths(output).size();
    assertThat(done).isBetween(1, images.size() - 1);
    assertThat(output.resolve("results.parquet/_temporary")).isDirectory();
    try (ChildJvm job = submit(output)) {
      assertThat(job.result(MOST)).contains("earlier=");
    }
    assertThat(Table.paths(output)).isEqualTo(images);
    assertThat(output.resolve("results.parquet/_temporary")).doesNotExist();
  }
}
