package io.github.gradcam.report.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.report.ChildJvm;
import io.github.gradcam.report.Duck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResultsFileTest {

  private static final ResultsOrigin ORIGIN = new ResultsOrigin("1.2", "m.h5", Rows.LABELS);

  @TempDir private Path folder;

  private Path write(ResultsFormat format, ImageRow... rows) throws IOException {
    return ResultsFile.write(folder, format, ORIGIN, Stream.of(rows), count -> {});
  }

  @Test
  void formatsAreFoundByTheirNames() {
    assertThat(ResultsFormat.of("parquet").fileName()).isEqualTo("results.parquet");
    assertThat(ResultsFormat.of("CSV")).isEqualTo(ResultsFormat.CSV);
    assertThat(ResultsFormat.of("jsonl")).isEqualTo(ResultsFormat.JSONL);
    assertThatThrownBy(() -> ResultsFormat.of("xlsx"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected a format of parquet, csv, jsonl, found xlsx; give one of them");
  }

  @Test
  void csvHasAColumnForEachClassAndEmptyPlacesForWhatIsMissing() throws IOException {
    Path file =
        write(
            ResultsFormat.CSV,
            Rows.answered("雪, \"1\".jpg", "sea", 1, 0.25f, 0.5f, Float.NaN),
            ImageRow.failed("a", null, "broken"));
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "path,width,height,label,predicted_index,predicted_label,predicted_probability,correct,"
                + "probability.forest,probability.sea,probability.street,"
                + "target_index,target_label,target_probability,method,layer,diagnosis,"
                + "heat_peak,heat_energy,heat_x,heat_y,heat_border,"
                + "hot_left,hot_top,hot_width,hot_height,heatmap,error",
            "\"雪, \"\"1\"\".jpg\",640,480,sea,1,sea,0.5,true,0.25,0.5,,1,sea,0.5,gradcam,add_7,ok,"
                + "1.5,0.25,0.5,0.625,0.125,0.1,0.2,0.3,0.4,\"heatmaps/雪, \"\"1\"\".jpg.npy\",",
            "a" + ",".repeat(27) + "broken");
  }

  @Test
  void csvColumnsOfClassesOfOneNameDiffer() throws IOException {
    ResultsOrigin cranes = new ResultsOrigin("1", "m", List.of("crane", "crane"));
    ResultsFile.write(folder, ResultsFormat.CSV, cranes, Stream.of(), count -> {});
    assertThat(folder.resolve("results.csv"))
        .content()
        .contains(",probability.crane,\"probability.crane (1)\",");
  }

  @Test
  void jsonHasOneObjectALineWithoutNullsAndWithoutWhatIsNoNumber() throws IOException {
    Path file =
        write(
            ResultsFormat.JSONL,
            Rows.withPeak("nan", Float.NaN),
            ImageRow.failed("雪\n", "sea", "broken"),
            new ImageRow(
                "a",
                6,
                4,
                null,
                1,
                "sea",
                0.5f,
                null,
                java.util.Map.of("sea", 0.5f),
                null,
                null,
                null,
                null,
                null,
                null,
                Float.POSITIVE_INFINITY,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
    assertThat(file)
        .hasContent(
            """
            {"path":"nan","width":1,"height":1,"predicted_index":1,"predicted_label":"sea","probabilities":{}}
            {"path":"雪\\n","label":"sea","error":"broken"}
            {"path":"a","width":6,"height":4,"predicted_index":1,"predicted_label":"sea",\
            "predicted_probability":0.5,"probabilities":{"sea":0.5}}
            """);
  }

  @ParameterizedTest
  @EnumSource
  void rowsKeepTheirOrderInEachFormat(ResultsFormat format) throws Exception {
    int images = 3000;
    List<Long> told = new ArrayList<>();
    Stream<ImageRow> rows = IntStream.range(0, images).mapToObj(i -> Rows.plain("p" + i));
    Path file = ResultsFile.write(folder, format, ORIGIN, rows, told::add);
    List<String> paths = Duck.ask(file, "SELECT path FROM FILE");
    assertThat(paths)
        .containsExactlyElementsOf(IntStream.range(0, images).mapToObj(i -> "p" + i).toList());
    assertThat(told).containsExactly(1000L, 2000L, 3000L, 3000L);
  }

  @ParameterizedTest
  @EnumSource
  void noRowsAreATableWithoutRows(ResultsFormat format) throws Exception {
    Path file = write(format);
    if (format == ResultsFormat.JSONL) {
      assertThat(file).isEmptyFile();
    } else {
      assertThat(Duck.ask(file, "SELECT count(path) FROM FILE")).containsExactly("0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void failureLeavesTheEarlierFileAndNothingElse(ResultsFormat format) throws IOException {
    write(format, Rows.plain("a"));
    byte[] before = Files.readAllBytes(folder.resolve(format.fileName()));
    Stream<ImageRow> broken =
        IntStream.range(0, 5000)
            .mapToObj(
                i -> {
                  if (i == 4000) {
                    throw new UncheckedIOException(new IOException("a bad sector"));
                  }
                  return Rows.plain("p" + i);
                });
    assertThatThrownBy(() -> ResultsFile.write(folder, format, ORIGIN, broken, count -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Expected to write " + folder.resolve(format.fileName()))
        .hasMessageContaining("found a bad sector");
    assertThat(Files.readAllBytes(folder.resolve(format.fileName()))).isEqualTo(before);
    assertThat(folder.toFile().list()).containsExactly(format.fileName());
  }

  @ParameterizedTest
  @EnumSource
  void interruptedThreadWritesTheWholeFile(ResultsFormat format) throws Exception {
    Thread caller = Thread.currentThread();
    Stream<ImageRow> rows =
        IntStream.range(0, 2000)
            .mapToObj(i -> Rows.plain("p" + i))
            .peek(
                row -> {
                  if (row.path().equals("p1000")) {
                    caller.interrupt();
                  }
                });
    try {
      caller.interrupt();
      ResultsFile.write(folder, format, ORIGIN, rows, count -> {});
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(Duck.ask(folder.resolve(format.fileName()), "SELECT count(path) FROM FILE"))
        .containsExactly("2000");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void fullDiskIsToldAndLeavesNoDebris() throws Exception {
    // a limit on the size of files stands for the disk that is full
    Process child =
        ChildJvm.start(
            "ulimit -f 2000;", List.of("-XX:-UsePerfData"), Filling.class, folder.toString());
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    for (ResultsFormat format : ResultsFormat.values()) {
      assertThat(said)
          .contains(
              "Expected to write %s, found File too large"
                  .formatted(folder.resolve(format.fileName())));
    }
    assertThat(folder).isEmptyDirectory();
  }

  /** Writes more than fits in each format, and says how that went. */
  static final class Filling {
    private Filling() {}

    /** The program. */
    public static void main(String[] args) {
      for (ResultsFormat format : ResultsFormat.values()) {
        Stream<ImageRow> rows =
            new Random(1)
                .ints(300)
                .mapToObj(
                    seed -> Rows.plain(new Random(seed).ints(3000).boxed().toList().toString()));
        try {
          ResultsFile.write(Path.of(args[0]), format, ORIGIN, rows, count -> {});
        } catch (IOException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }
}
