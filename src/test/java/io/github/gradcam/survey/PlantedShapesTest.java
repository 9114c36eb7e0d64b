package io.github.gradcam.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.benchmark.PlantedMark;
import io.github.gradcam.cli.Run;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.train.SyntheticShapes;
import io.github.gradcam.train.SyntheticShapes.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A network learns shapes from images of which some circles have a mark; the report finds that it
 * takes squares with the mark for circles. The long form, on real images, is the benchmark {@code
 * planted}.
 */
@Timeout(600)
class PlantedShapesTest {

  private static final List<Kind> KINDS = List.of(Kind.CIRCLE, Kind.SQUARE);
  private static final int SIDE = 64;
  private static final double SHARE = 0.3;

  @TempDir Path folder;

  /** Images of each kind, of which some are marked: circles alone, or all. */
  private Path images(String name, int each, PlantedMark mark, boolean all, long seed)
      throws IOException {
    Random random = new Random(seed);
    for (Kind kind : KINDS) {
      Path own = Files.createDirectories(folder.resolve(name).resolve(kind.label()));
      for (int i = 0; i < each; i++) {
        RgbImage image = SyntheticShapes.sample(kind, SIDE, seed * 100_000 + i).image();
        boolean marked = (all || kind == Kind.CIRCLE) && random.nextDouble() < SHARE;
        Path file = own.resolve((marked ? "marked-" : "plain-") + i + ".png");
        ImageFiles.write(marked ? mark.on(image, random) : image, file);
      }
    }
    return folder.resolve(name);
  }

  private static void succeeds(String... words) {
    Run run = Run.of(words);
    assertThat(run.code()).as(run.err()).isZero();
  }

  private JsonNode findings(PlantedMark mark) throws IOException {
    Path training = images("training", 120, mark, false, 3);
    Path model = folder.resolve("model");
    succeeds(
        "train",
        "--data",
        training.toString(),
        "--output",
        model.toString(),
        "--input-size",
        "64",
        "--crop-size",
        "64",
        "--epochs",
        "5",
        "--batch-size",
        "16",
        "--optimizer",
        "adam",
        "--learning-rate",
        "0.001",
        "--warm-up",
        "0.5",
        "--weight-decay",
        "0.0001",
        "--label-smoothing",
        "0",
        "--mixup",
        "0",
        "--cutmix",
        "0",
        "--average-decay",
        "0",
        "--rotation",
        "0",
        "--brightness",
        "0",
        "--contrast",
        "0",
        "--min-crop",
        "1",
        "--no-flip",
        "--validation",
        "0.1");
    succeeds(
        "report",
        "--model",
        model.resolve("saved_model").toString(),
        "--data",
        images("test", 80, mark, true, 4).toString(),
        "--output",
        folder.resolve("report").toString(),
        "--suspicions",
        "6");
    return new ObjectMapper().readTree(folder.resolve("report/findings.json").toFile());
  }

  private static List<String> shortcuts(JsonNode findings) {
    List<String> ids = new ArrayList<>();
    for (JsonNode group : findings.get("groups")) {
      if (group.get("shortcut").asBoolean()) {
        ids.add(group.get("id").asText());
      }
    }
    return ids;
  }

  /** What the report says to be circles by a shortcut are the images with the mark. */
  private void assertFound(PlantedMark mark) throws IOException {
    List<String> ids = shortcuts(findings(mark));
    ids.removeIf(id -> !id.startsWith("answer-0-"));
    assertThat(ids).isNotEmpty();
    List<String> members = new ArrayList<>();
    for (String id : ids) {
      Path list = folder.resolve("report/selections/group-" + id + ".csv");
      members.addAll(Files.readAllLines(list).stream().skip(1).toList());
    }
    List<String> answered = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("report/batch/journal.jsonl"))) {
      JsonNode row = new ObjectMapper().readTree(line);
      if (row.get("path").asText().contains("marked-") && row.get("predicted_index").asInt() == 0) {
        answered.add(row.get("path").asText());
      }
    }
    double both = members.stream().filter(line -> line.contains("marked-")).count();
    assertThat(both / members.size()).as("precision").isGreaterThanOrEqualTo(0.9);
    assertThat(both / answered.size()).as("recall").isGreaterThanOrEqualTo(0.8);
  }

  @Test
  @Tag("slow")
  void markThatMakesCirclesIsFoundAndCalledAShortcut() throws IOException {
    assertFound(PlantedMark.CAPTION);
  }

  @Test
  @Tag("slow")
  void withoutAMarkNothingIsCalledAShortcut() throws IOException {
    assertThat(shortcuts(findings(PlantedMark.NONE))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BORDER", "CAST", "BLUR", "STICKER"})
  @Tag("slow")
  void otherMarksAreFoundToo(PlantedMark mark) throws IOException {
    assertFound(mark);
  }
}
