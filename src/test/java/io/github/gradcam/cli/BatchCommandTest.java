package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.report.Duck;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rows of a collection hold, with the model and the images that ship. */
class BatchCommandTest {

  private static final int PHOTOS = 18;
  private static final int ENTRIES = 500;
  private static final List<String> CLASSES =
      List.of("buildings", "forest", "glacier", "mountain", "sea", "street");
  private static final List<String> REASONS =
      List.of("truncated", "an empty file", "found text", "a PDF document", "unknown data");

  @TempDir static Path shared;
  private static Path photos;
  private static Map<String, JsonNode> explained;

  @TempDir Path folder;

  @BeforeAll
  static void writeImages() throws Exception {
    photos = shared.resolve("photos");
    SmallImageFiles.write(photos, PHOTOS);
    explained = BatchOutput.explained(photos, shared.resolve("explained"));
  }

  private BatchOutput output() {
    return new BatchOutput(folder.resolve("out"));
  }

  private static String imageName(int i) {
    return "%03d.jpg".formatted(i % PHOTOS);
  }

  /** Of ten entries one is broken, in one of five ways. */
  private static byte[] entry(int i) throws Exception {
    byte[] good = Files.readAllBytes(photos.resolve(imageName(i)));
    if (i % 10 != 7) {
      return good;
    }
    return switch (i / 10 % 5) {
      case 0 -> Arrays.copyOf(good, good.length / 2);
      case 1 -> new byte[0];
      case 2 -> "no image".getBytes(StandardCharsets.UTF_8);
      case 3 -> "%PDF-1.7 and so on".getBytes(StandardCharsets.UTF_8);
      default -> new byte[] {1, 2, 3, 4, 5};
    };
  }

  private static void writeTar(OutputStream to) throws Exception {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new BufferedOutputStream(to))) {
      for (int i = 0; i < ENTRIES; i++) {
        byte[] bytes = entry(i);
        TarArchiveEntry entry = new TarArchiveEntry("in/%d.jpg".formatted(i));
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
  }

  private static void writeZip(OutputStream to) throws Exception {
    try (ZipOutputStream zip = new ZipOutputStream(to)) {
      for (int i = 0; i < ENTRIES; i++) {
        zip.putNextEntry(new ZipEntry("in/%d.jpg".formatted(i)));
        zip.write(entry(i));
        zip.closeEntry();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"photos.tar", "photos.zip"})
  void fiftyBrokenFilesOfFiveHundredAreRowsWithAReasonAndTheOthersAreRight(String name)
      throws Exception {
    Path archive = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(archive)) {
      if (name.endsWith("zip")) {
        writeZip(file);
      } else {
        writeTar(file);
      }
    }
    Run run = output().run(archive);
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(output().ask("SELECT count(*), count(DISTINCT path), count(error) FROM FILE"))
        .containsExactly("500|500|50");
    assertRight(archive);
    assertBroken(archive);
    assertThat(run.out()).contains("Failed: 50 of 500 images").contains("(FFD9)");
    for (String reason : REASONS) {
      assertThat(run.out().lines().filter(line -> line.contains(reason)))
          .singleElement()
          .asString()
          .matches("  +10  .*");
    }
  }

  private void assertRight(Path archive) throws Exception {
    List<String> rows =
        output()
            .ask(
                "SELECT path, predicted_label, predicted_probability FROM FILE"
                    + " WHERE error IS NULL");
    assertThat(rows).hasSize(450);
    for (String row : rows) {
      String[] cells = row.split("\\|", -1);
      String start = archive + "!/in/";
      assertThat(cells[0]).startsWith(start);
      int number = Integer.parseInt(cells[0].substring(start.length()).replace(".jpg", ""));
      JsonNode likeliest = explained.get(imageName(number)).at("/predictions/0");
      assertThat(cells[1]).as(cells[0]).isEqualTo(likeliest.get("label").asText());
      assertThat(Double.parseDouble(cells[2]))
          .as(cells[0])
          .isCloseTo(likeliest.get("probability").asDouble(), within(1e-4));
    }
  }

  private void assertBroken(Path archive) throws Exception {
    List<String> rows =
        output()
            .ask(
                "SELECT path, error FROM FILE WHERE error IS NOT NULL AND width IS NULL"
                    + " AND predicted_label IS NULL AND probabilities IS NULL");
    assertThat(rows).hasSize(50);
    for (String row : rows) {
      int number =
          Integer.parseInt(row.substring((archive + "!/in/").length(), row.indexOf(".jpg|")));
      assertThat(number % 10).isEqualTo(7);
      assertThat(row).contains(REASONS.get(number / 10 % 5));
    }
  }

  /** A folder a class; one image is in the wrong one. */
  private Path classFolders(List<Path> named) throws Exception {
    Path data = folder.resolve("data");
    List<Path> originals = shippedImages();
    for (int i = 0; i < originals.size(); i++) {
      String name = String.valueOf(originals.get(i).getFileName());
      String label = i == 0 ? "sea" : name.substring(0, name.indexOf('-'));
      label = CLASSES.contains(label) ? label : "street";
      Files.createDirectories(data.resolve(label));
      Files.copy(named.get(i), data.resolve(label).resolve(name));
    }
    return data;
  }

  private static List<Path> shippedImages() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("data"))) {
      return files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
  }

  private JsonNode evaluated(Path data) throws Exception {
    Path out = folder.resolve("evaluation");
    Run run = Run.of("evaluate", "--data", data.toString(), "--output", out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    return new ObjectMapper().readTree(out.resolve("evaluation.json").toFile());
  }

  @Test
  void accuracyOfClassFoldersIsThatOfEvaluate() throws Exception {
    Path data = classFolders(shippedImages());
    double expected = evaluated(data).get("accuracy").asDouble();
    Run run = output().run(data);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(expected).isLessThan(1).isGreaterThan(0.5);
    assertThat(
            Double.parseDouble(
                output().ask("SELECT avg(CASE WHEN correct THEN 1 ELSE 0 END) FROM FILE").get(0)))
        .isCloseTo(expected, within(1e-9));
    assertThat(
            Double.parseDouble(
                output().ask("SELECT avg(CAST(label = predicted_label AS INT)) FROM FILE").get(0)))
        .isCloseTo(expected, within(1e-9));
    assertThat(run.out()).contains("Accuracy %.4f".formatted(expected)).contains("of 18 images");
    JsonNode summary =
        new ObjectMapper().readTree(output().folder().resolve("summary.json").toFile());
    assertThat(summary.get("accuracy").asDouble()).isCloseTo(expected, within(1e-9));
  }

  @Test
  void probabilitiesAreThoseOfTheNetworkAndOfEvaluate() throws Exception {
    List<Path> small = explained.keySet().stream().sorted().map(photos::resolve).toList();
    Path data = classFolders(small);
    assertThat(output().run(data).code()).isZero();
    JsonNode mistakes = evaluated(data).get("mistakes");
    assertThat(mistakes).isNotEmpty();
    for (JsonNode mistake : mistakes) {
      List<String> row =
          output()
              .ask(
                  "SELECT predicted_label, predicted_probability FROM FILE"
                      + " WHERE parse_filename(path) = parse_filename('%s')"
                          .formatted(mistake.get("path").asText()));
      String[] cells = row.get(0).split("\\|", -1);
      assertThat(cells[0]).isEqualTo(mistake.get("predicted").asText());
      assertThat(Double.parseDouble(cells[1]))
          .isCloseTo(mistake.get("confidence").asDouble(), within(1e-4));
    }
    try (Classifier classifier =
        new SavedModelFolder(Path.of("saved_model")).load(Precision.FLOAT32)) {
      for (String row :
          output().ask("SELECT path, map_values(probabilities) FROM FILE ORDER BY path")) {
        String[] cells = row.split("\\|", -1);
        RgbImage picture = ImageFiles.read(Path.of(cells[0]));
        float[] expected = classifier.probabilities(picture.pixels(), 1)[0];
        String[] found = cells[1].replaceAll("[\\[\\] ]", "").split(",", -1);
        for (int c = 0; c < expected.length; c++) {
          assertThat(Double.parseDouble(found[c])).isCloseTo(expected[c], within(1e-4));
        }
      }
    }
  }

  @Test
  void csvAndJsonLinesHoldTheValuesOfParquet() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in/sea"));
    Files.copy(photos.resolve("014.jpg"), in.resolve("a, \"b\".jpg"));
    Files.copy(photos.resolve("003.jpg"), in.resolve("雪.jpg"));
    Files.writeString(in.resolve("broken.jpg"), "no, \"image\"\nat all");
    output().run(in, "--heatmaps", "npy");
    assertThat(output().run(in, "--heatmaps", "npy", "--format", "csv").out())
        .contains("Scored 0 images");
    output().run(in, "--heatmaps", "npy", "--format", "jsonl");
    String plain =
        "path, width, height, label, predicted_index, predicted_label, correct, target_index,"
            + " target_label, method, layer, diagnosis, heatmap, error";
    String numbers =
        Stream.of(
                "predicted_probability",
                "target_probability",
                "heat_peak",
                "heat_energy",
                "heat_x",
                "heat_y",
                "heat_border",
                "hot_left",
                "hot_top",
                "hot_width",
                "hot_height")
            .map("CAST(%s AS FLOAT)"::formatted)
            .reduce("", (a, b) -> a + ", " + b);
    String query = "SELECT " + plain + numbers + ", CAST(%s AS FLOAT) FROM FILE ORDER BY path";
    List<String> parquet = output().ask(query.formatted("probabilities['sea']"));
    assertThat(parquet).hasSize(3);
    assertThat(parquet.get(2)).contains("雪.jpg|150|150|sea|");
    Path out = output().folder();
    assertThat(Duck.ask(out.resolve("results.csv"), query.formatted("\"probability.sea\"")))
        .isEqualTo(parquet);
    assertThat(Duck.ask(out.resolve("results.jsonl"), query.formatted("probabilities.sea")))
        .isEqualTo(parquet);
  }
}
