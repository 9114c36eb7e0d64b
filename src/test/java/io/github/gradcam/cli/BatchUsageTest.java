package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.report.Duck;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be asked of {@code gradcam batch}, and what it says where that cannot be meant. */
class BatchUsageTest {

  private static final Pattern METRICS = Pattern.compile("http://([0-9.]+):(\\d+)/metrics");
  private static final Pattern IMAGES =
      Pattern.compile("^gradcam_images_total (\\d+)", Pattern.MULTILINE);

  @TempDir static Path shared;

  @TempDir Path folder;

  @BeforeAll
  static void writePhotos() throws Exception {
    SmallPhotos.write(shared.resolve("photos"), 40);
  }

  private static Path photos() {
    return shared.resolve("photos");
  }

  private static Path photo() {
    return photos().resolve("005.jpg"); // a forest
  }

  private BatchOutput output() {
    return new BatchOutput(folder.resolve("out"));
  }

  private void assertRefused(Run run, int code, String... words) {
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    List<String> said = run.err().lines().filter(line -> !line.startsWith("See `gradcam")).toList();
    assertThat(said.get(said.size() - 1)).startsWith("gradcam: ").contains(words);
    assertThat(said.stream().filter(line -> line.startsWith("gradcam: "))).hasSize(1);
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(output().folder()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"sea, sea", "SEA, sea", "4, sea", "0, buildings"})
  void classIsChosenByNameOrIndex(String choice, String label) throws Exception {
    assertThat(output().run(photo(), "--class", choice).code()).isZero();
    assertThat(output().ask("SELECT target_label, predicted_label FROM FILE"))
        .containsExactly(label + "|forest");
  }

  @Test
  void classLabelExplainsTheClassOfTheFolder() throws Exception {
    for (String name : List.of("sea", "street", "elsewhere")) {
      Path copy = folder.resolve("in").resolve(name).resolve("a.jpg");
      Files.createDirectories(copy.getParent());
      Files.copy(photo(), copy);
    }
    assertThat(output().run(folder.resolve("in"), "--class", "label").code()).isEqualTo(1);
    assertThat(output().ask("SELECT label, target_label FROM FILE WHERE error IS NULL ORDER BY 1"))
        .containsExactly("sea|sea", "street|street");
    assertThat(output().ask("SELECT error FROM FILE WHERE path LIKE '%/elsewhere/%'").get(0))
        .contains("Expected a label to explain, found none");
  }

  @Test
  void severalClassesAreUsageErrorsAndTopKIsOneBeforeTheModelIsLoaded() {
    assertRefused(
        output().run(photo(), "--class", "top:3", "--model", "no-such-model"),
        2,
        "one --class",
        "'top:3'");
    assertRefused(output().run(photo(), "--class", "all"), 2, "one class", "'all'");
  }

  @Test
  void unknownClassSuggestsTheNearest() {
    assertRefused(output().run(photo(), "--class", "glaciers"), 2, "found 'glaciers'", "glacier");
  }

  @Test
  void severalMapsAnImageAreUsageErrors() {
    assertRefused(
        output().run(photo(), "--method", "grad-cam,layer-cam"), 2, "one --method", "2 maps");
    assertRefused(output().run(photo(), "--layer", "stages"), 2, "one --layer", "maps an image");
  }

  @Test
  void unknownMethodLayerHeatmapFormatAndColourAreNamed() {
    assertRefused(output().run(photo(), "--layer", "conv2d_99"), 1, "conv2d_99", "conv2d_9");
    assertRefused(output().run(photo(), "--method", "grad"), 2, "'grad'");
    assertRefused(output().run(photo(), "--heatmaps", "tiff"), 2, "'tiff'", "overlay");
    assertRefused(output().run(photo(), "--format", "xlsx"), 2, "xlsx", "parquet");
    assertRefused(output().run(photo(), "--colormap", "rainbow"), 2, "rainbow", "viridis");
    assertRefused(output().run(photo(), "--overlay-size", "0"), 2, "--overlay-size");
    assertRefused(output().run(photo(), "--precision", "half"), 2, "half", "mixed");
    assertRefused(output().run(photo(), "--device", "tpu"), 2, "tpu");
    assertRefused(output().run(photo(), "--max-failures", "-1"), 2, "--max-failures");
  }

  @Test
  void missingModelMissingInputAndEmptyFolderAreOneLineEach() throws Exception {
    assertRefused(output().run(photo(), "--model", "no-such-model"), 1, "no-such-model");
    assertRefused(output().run(folder.resolve("nothing.jpg")), 1, "found nothing", "nothing.jpg");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertRefused(output().run(empty), 1, "Expected images", "found none");
    assertRefused(output().run(folder.resolve("*.png")), 1, "*.png");
    Run nothing = Run.of("batch");
    assertThat(nothing.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--batch-size, 0",
    "--batch-size, x",
    "--batch-size, -4",
    "--threads, 0",
    "--threads, x",
    "--metrics-port, 65536",
    "--metrics-port, -1"
  })
  void numbersThatCannotBeMeantAreUsageErrors(String option, String value) {
    assertRefused(output().run(photo(), option, value), 2, option, value);
  }

  @Test
  void automaticBatchSizeEndsWithANumber() {
    assertThat(output().run(photos()).err()).containsPattern("batch size [1-9]\\d*");
    assertThat(output().run(photos(), "--overwrite", "--batch-size", "5").err())
        .contains("batch size 5");
  }

  @Test
  void quietLeavesNotesOut() {
    Run run = output().run(photo(), "-q");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Scored 1 image in");
  }

  @Test
  void helpNamesEveryOptionAndTheOverviewTheCommands() {
    Run help = Run.of("batch", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("Score and explain whole collections")
        .contains(
            "--model",
            "--input",
            "--logits",
            "--input-size",
            "--preprocessing",
            "--labels",
            "--precision",
            "--device",
            "--class",
            "--method",
            "--layer",
            "--norm",
            "--samples",
            "--seed",
            "--heatmaps",
            "--overlay-size",
            "--colormap",
            "--alpha",
            "--format",
            "--path-column",
            "--label-column",
            "--class-column",
            "--batch-size",
            "--threads",
            "--metrics-port",
            "--metrics-host",
            "--output",
            "--overwrite",
            "--retry-failed",
            "--max-failures",
            "--quiet",
            "--verbose",
            "--stacktrace",
            "--help")
        .doesNotContain("null");
    assertThat(Run.of("--help").out())
        .containsPattern("\n  batch +\\S")
        .containsPattern("\n  devices +\\S");
  }

  private Path list(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<String> scored(Path list, String... more) throws Exception {
    Run run = output().run(list, more);
    assertThat(run.code()).as(run.err()).isZero();
    return output()
        .ask("SELECT parse_filename(path), label, correct, target_label FROM FILE ORDER BY path");
  }

  @Test
  void textListHasAPathALine() throws Exception {
    Path list = list("a.txt", "# photos\n%s\n\n%s/014.jpg\n".formatted(photo(), photos()));
    assertThat(scored(list, "--class", "4"))
        .containsExactly("005.jpg|null|null|sea", "014.jpg|null|null|sea");
  }

  @Test
  void tableGivesLabelsAndClassesToExplainByNameOrIndex() throws Exception {
    Path list =
        list(
            "a.csv",
            "path,label,class\n%1$s/005.jpg,forest,sea\n%1$s/006.jpg,sea,2\n%1$s/007.jpg,,\n"
                .formatted(photos()));
    assertThat(scored(list, "--class", "forest"))
        .containsExactly(
            "005.jpg|forest|true|sea", "006.jpg|sea|false|glacier", "007.jpg|null|null|forest");
  }

  @Test
  void labelsOfATableMayBeIndexesOrInOtherLetters() throws Exception {
    Path list =
        list(
            "a.csv",
            "path,label\n%1$s/005.jpg,1\n%1$s/006.jpg,SEA\n%1$s/007.jpg,17\n".formatted(photos()));
    assertThat(scored(list, "--class", "predicted"))
        .satisfiesExactly(
            row -> assertThat(row).startsWith("005.jpg|forest|true|"),
            row -> assertThat(row).startsWith("006.jpg|sea|false|"),
            row -> assertThat(row).startsWith("007.jpg|17|false|"));
  }

  @Test
  void tableMayHaveSemicolonsAndOtherColumnNames() throws Exception {
    Path list =
        list(
            "a.csv", "id;Datei;Wahrheit;Frage\n1;%1$s/005.jpg;forest;street\n".formatted(photos()));
    assertThat(
            scored(
                list,
                "--path-column",
                "Datei",
                "--label-column",
                "Wahrheit",
                "--class-column",
                "Frage"))
        .containsExactly("005.jpg|forest|true|street");
  }

  @Test
  void listMayBeAParquetFileOfDuckDb() throws Exception {
    Path list = folder.resolve("list.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT '%1$s/' || lpad(CAST(i AS VARCHAR), 3, '0') || '.jpg' AS file, 'sea' AS truth, i %% 6 AS class FROM range(12) t(i)) TO '%2$s'"
              .formatted(photos(), list));
    }
    List<String> rows = scored(list, "--path-column", "file", "--label-column", "truth");
    assertThat(rows).hasSize(12).allMatch(row -> row.contains(".jpg|sea|"));
    assertThat(output().ask("SELECT target_index FROM FILE ORDER BY path"))
        .containsExactly("0", "1", "2", "3", "4", "5", "0", "1", "2", "3", "4", "5");
    assertThat(Duck.ask(list, "SELECT count(*) FROM FILE")).containsExactly("12");
  }

  @Test
  void missingColumnIsNamedWithThoseThereAre() throws Exception {
    Path list = list("a.csv", "file,truth\n%s/000.jpg,sea\n".formatted(photos()));
    assertRefused(output().run(list), 1, "\"path\"", "file, truth", "a.csv");
    assertRefused(
        output().run(list, "--path-column", "file", "--label-column", "wahr"), 1, "\"wahr\"");
  }

  @Test
  void missingFilesOfAListAreRowsWithAReason() throws Exception {
    Path list =
        list(
            "a.csv",
            "path,class\n%s,sea\nnowhere.jpg,sea\n%s,seal\n"
                .formatted(photo(), photos().resolve("001.jpg")));
    assertThat(output().run(list).code()).isEqualTo(1);
    assertThat(output().ask("SELECT error FROM FILE ORDER BY path"))
        .satisfiesExactlyInAnyOrder(
            error -> assertThat(error).isEqualTo("null"),
            error -> assertThat(error).contains("no such file"),
            error -> assertThat(error).contains("found 'seal'"));
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
  @Timeout(60)
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
                        photos().toString(),
                        "--output",
                        output().folder().toString(),
                        "--method",
                        "rise",
                        "--samples",
                        "40",
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
