package io.github.gradcam.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.report.ChildJvm;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A million made-up rows, which take 1.5 GB together, in a heap of 256 MB. */
class MillionRowsTest {

  private static final int ROWS = 1_000_000;
  private static final List<String> LABELS = List.of("sea", "street", "crane");

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void allAreCountedAndASampleOfEachAnswerAndItsErrorsIsHeld() throws Exception {
    Process child = ChildJvm.start("", List.of("-Xmx256m"), Sampling.class);
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    // Of each stratum 50, and of the other 9,750 in proportion to what is left of it:
    // 499,000 : 489,900 + 10,000 errors : 800 + 200 errors.
    assertThat(said.strip())
        .isEqualTo(
            "999900 images, 999900 labelled, 10200 errors, 100 failed; on the page [4917, 0, 4828, 147, 57, 51]; read 2 times");
  }

  /** The program. */
  static final class Sampling {

    private Sampling() {}

    private static int answer(int row) {
      return row % 1000 == 0 ? 2 : row % 2;
    }

    private static boolean wrong(int row) {
      return row % 100 == 1 || row % 5000 == 0;
    }

    private static ImageRow row(int row) {
      String path = "/images/of/a/very/large/collection/" + row + ".jpg";
      if (row % 10_000 == 5_003) {
        return ImageRow.failed(path, null, "Expected an image");
      }
      int answer = answer(row);
      String name = LABELS.get(answer);
      String label = wrong(row) ? LABELS.get(answer == 0 ? 1 : 0) : name;
      return Rows.answered(
          path,
          640,
          label,
          answer,
          name,
          0.75f,
          Map.of("sea", 0.5f, "street", 0.25f, "crane", 0.25f),
          Binary.fromConstantByteArray(new byte[256]),
          Binary.fromConstantByteArray(new byte[2 * 512]));
    }

    /** Counts and samples. */
    public static void main(String[] args) throws IOException {
      int[] opened = new int[1];
      RowSource source =
          () -> {
            opened[0]++;
            return IntStream.range(0, ROWS).mapToObj(Sampling::row);
          };
      RowSample sample = RowSample.read(source, LABELS, SurveySettings.DEFAULT);
      int[] strata = new int[2 * LABELS.size()];
      for (int image = 0; image < sample.rows().size(); image++) {
        strata[2 * sample.answer(image) + (sample.wrong(image) ? 1 : 0)]++;
      }
      RowCounts counts = sample.counts();
      System.out.printf(
          "%d images, %d labelled, %d errors, %d failed; on the page %s; read %d times%n",
          counts.images(),
          counts.labelled(),
          counts.errors(),
          counts.scores().failed(),
          java.util.Arrays.toString(strata),
          opened[0]);
    }
  }
}
