package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.train.TinyBackbone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Teaches a small network from elsewhere two colours, from the command line. */
class TrainBackboneTest {

  private static final int SIDE = 20;

  @TempDir Path folder;
  private Path backbone;

  @BeforeEach
  void write() throws IOException {
    backbone = TinyBackbone.write(folder.resolve("tiny.pb"), 1);
    images("red", 200, 0);
    images("green", 0, 200);
  }

  private void images(String label, int red, int green) throws IOException {
    Path classFolder = Files.createDirectories(folder.resolve("data").resolve(label));
    for (int i = 0; i < 12; i++) {
      byte[] pixels = new byte[SIDE * SIDE * 3];
      for (int p = 0; p < pixels.length; p += 3) {
        pixels[p] = (byte) (red + i % 7);
        pixels[p + 1] = (byte) (green + i % 5);
      }
      ImageFiles.write(new RgbImage(SIDE, SIDE, pixels), classFolder.resolve(i + ".png"));
    }
  }

  private Run train(String... more) {
    List<String> all =
        new ArrayList<>(List.of("train", "--data", folder.resolve("data").toString()));
    all.addAll(List.of("--output", run().toString(), "--epochs", "8", "--batch-size", "8"));
    all.addAll(List.of("--validation", "0.2", "--learning-rate", "0.05"));
    all.addAll(List.of(more));
    return Run.of(all.toArray(String[]::new));
  }

  private Run transfer(String... more) {
    List<String> all = new ArrayList<>(List.of("--backbone", backbone.toString()));
    all.addAll(List.of("--logits", "scores", "--preprocess", "tf", "--views", "2"));
    all.addAll(List.of(more));
    return train(all.toArray(String[]::new));
  }

  private Path run() {
    return folder.resolve("run");
  }

  private void assertEvaluatesAndExplains() throws IOException {
    String model = run().resolve("saved_model").toString();
    String data = folder.resolve("data").toString();
    Path out = folder.resolve("evaluation");
    Run evaluated = Run.of("evaluate", "--model", model, "--data", data, "--output", "" + out);
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.resolve("evaluation.json").toFile());
    assertThat(json.get("accuracy").asDouble()).isGreaterThan(0.9);
    String photo = folder.resolve("data/red/0.png").toString();
    Path maps = folder.resolve("maps");
    Run explained = Run.of("explain", photo, "--model", model, "--output", maps.toString());
    assertThat(explained.code()).as(explained.err()).isZero();
    assertThat(maps.resolve("explanations.jsonl")).content().contains("\"layer\":\"late\"", "red");
  }

  @Test
  void newHeadIsAModelLikeAnyOther() throws IOException {
    Run trained = transfer();
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("Best epoch").contains("saved_model");
    assertThat(run().resolve("head/history.csv")).content().startsWith("epoch,").contains("\n8,");
    assertThat(run().resolve("fine-tuning")).doesNotExist();
    assertEvaluatesAndExplains();
    JsonNode card = card();
    assertThat(card.at("/training/command").asText())
        .contains(
            "--backbone " + backbone + " --logits scores --preprocess tf --views 2 --epochs 8");
    assertThat(card.at("/training/plan/transfer/backbone").asText()).isEqualTo("tiny.pb");
    assertThat(card.at("/training/plan/transfer/digest").asText()).hasSize(64);
    assertThat(card.at("/training/images").asInt()).isEqualTo(24);
    assertThat(card.get("parameters").asInt())
        .isEqualTo(3 * 3 * 3 * 6 + 6 + 3 * 3 * 6 * 6 + 6 * 6 + 6 + 6 * 2 + 2);
  }

  private JsonNode card() throws IOException {
    Path file = run().resolve("saved_model/assets.extra/model-card.json");
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void lastLayersLearnAfterTheHeadAndGoOn() throws IOException {
    String[] options = {"--freeze-until", "early", "--fine-tune-epochs", "2"};
    Run trained = transfer(options);
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(run().resolve("fine-tuning/history.csv")).content().contains("\n2,");
    assertEvaluatesAndExplains();

    Run again = transfer(options);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("--resume");
    Run other = transfer("--freeze-until", "inside", "--fine-tune-epochs", "2", "--resume");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("freezeUntil \"early\" then, \"inside\" now");
    Run resumed = transfer("--freeze-until", "early", "--fine-tune-epochs", "2", "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Going on after epoch 8").contains("after epoch 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--freeze-until|erly|1|Expected a layer of the model, found 'erly'; nearest: early",
        "--freeze-until|late|1|Expected weights between 'late' and 'late', found none",
        "--architecture|scenes|2|Expected no --architecture with --backbone, found scenes",
        "--cutmix|0.5|2|Expected no --cutmix with --backbone, found 0.5",
        "--fine-tune-epochs|3|2|Expected --freeze-until with --fine-tune-epochs 3, found none",
      })
  void optionsThatCannotBeAreRefused(String option, String value, int code, String message) {
    Run refused = transfer(option, value);
    assertThat(refused.code()).as(refused.err()).isEqualTo(code);
    assertThat(refused.err()).contains(message);
    assertThat(run().resolve("head")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--preprocess|blue|2|Expected a preprocessing of none, unit, imagenet-tf",
        "--views|0|1|Expected a number of views of an image of at least 1, found 0",
        "--dropout|1|1|Expected a dropout in [0, 1), found 1.0",
        "--input|data|1|Expected an op 'data' for --input",
      })
  void valuesThatCannotBeAreRefused(String option, String value, int code, String message) {
    Run refused = train("--backbone", backbone.toString(), "--logits", "scores", option, value);
    assertThat(refused.code()).as(refused.err()).isEqualTo(code);
    assertThat(refused.err()).contains(message);
  }

  @Test
  void layerBehindTheHeadIsNotOnTheWay() {
    Run refused = transfer("--layer", "early", "--freeze-until", "inside");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("Expected a layer on the way to early, found 'inside'");
  }

  @Test
  void missingModelIsNamed() {
    Run refused = train("--backbone", folder.resolve("none.pb").toString(), "--logits", "scores");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("Expected a model at").contains("none.pb, found nothing");
  }

  @Test
  void optionsOfABackboneNeedOne() {
    Run refused = train("--freeze-until", "early");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("Expected --backbone with --freeze-until early, found none; give it, or leave");
  }

  @Test
  void oneClassIsTooFew() throws IOException {
    for (int i = 0; i < 12; i++) {
      Files.delete(folder.resolve("data/red/" + i + ".png"));
    }
    Files.delete(folder.resolve("data/red"));
    Run refused = transfer();
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("Expected at least 2 classes, found [green]");
  }
}
