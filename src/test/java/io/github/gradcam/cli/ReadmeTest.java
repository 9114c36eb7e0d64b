package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * README and data/README say and show what the program gives; docs/pictures.sh makes images anew.
 */
class ReadmeTest {

  private static final Pattern HEADLINE =
      Pattern.compile("a lake under snowy mountains a (\\w+) \\((\\d+) %; ");

  /** Fonts and JPEG libraries differ between machines. */
  private static final double MEAN_DIFFERENCE = 4;

  @TempDir private Path folder;

  @Test
  void theHeadlineOfTheReadmeIsWhatTheCommandGives() throws Exception {
    Run run =
        Run.of("explain", "data/mountain-lake-sherburne.jpg", "--output", folder.toString(), "-q");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode record =
        new ObjectMapper()
            .readTree(Files.readAllLines(folder.resolve("explanations.jsonl")).get(0));

    Matcher said = HEADLINE.matcher(Files.readString(Path.of("README.md")));
    assertThat(said.find()).isTrue();
    assertThat(record.at("/target/label").asText()).isEqualTo(said.group(1));
    assertThat(100 * record.at("/target/probability").asDouble())
        .isBetween(Integer.parseInt(said.group(2)) - 1.0, Integer.parseInt(said.group(2)) + 1.0);

    RgbImage shown = ImageFiles.read(Path.of("docs/explanation.jpg"));
    RgbImage made = ImageFiles.read(picture());
    assertThat(made.width()).isEqualTo(shown.width());
    assertThat(made.height()).isEqualTo(shown.height());
    assertThat(meanDifference(shown.pixels(), made.pixels())).isLessThan(MEAN_DIFFERENCE);
  }

  @Test
  void everySampleImageIsCreditedAndEveryCreditIsUsed() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("data/README.md"));
    List<String> credited =
        lines.stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .sorted()
            .toList();
    try (Stream<Path> files = Files.list(Path.of("data"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".jpg"))
                  .sorted())
          .isEqualTo(credited);
    }
    for (String line : lines) {
      Matcher source = Pattern.compile("- \\*\\*(\\[\\w])\\*\\*.*").matcher(line);
      if (source.matches()) {
        assertThat(lines).anyMatch(row -> row.startsWith("| `") && row.contains(source.group(1)));
      }
    }
  }

  private Path picture() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jpg"))
          .filter(file -> !file.toString().endsWith(".overlay.jpg"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static double meanDifference(byte[] some, byte[] others) {
    long sum = 0;
    for (int i = 0; i < some.length; i++) {
      sum += Math.abs(Byte.toUnsignedInt(some[i]) - Byte.toUnsignedInt(others[i]));
    }
    return sum / (double) some.length;
  }
}
