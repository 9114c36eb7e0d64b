package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainAndEvaluateTest {

  @TempDir Path folder;

  private void images(String label, int count, int red, int green) throws IOException {
    for (int i = 0; i < count; i++) {
      byte[] pixels = new byte[40 * 40 * 3];
      for (int p = 0; p < pixels.length; p += 3) {
        pixels[p] = (byte) (red + i % 7);
        pixels[p + 1] = (byte) (green + i % 5);
      }
      Path file = folder.resolve("data/%s/%02d.png".formatted(label, i));
      Files.createDirectories(file.getParent());
      ImageFiles.write(new RgbImage(40, 40, pixels), file);
    }
  }

  private Run train(String... more) {
    String[] args = {
      "train",
      "--data",
      folder.resolve("data").toString(),
      "--output",
      run().toString(),
      "--input-size",
      "32",
      "--crop-size",
      "32",
      "--epochs",
      "1",
      "--batch-size",
      "8",
      "--validation",
      "0.2"
    };
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Run.of(all);
  }

  private Path run() {
    return folder.resolve("run");
  }

  @Test
  void trainingLeavesHistoryPlotsEventsAndAModelThatEvaluates() throws Exception {
    images("red", 12, 200, 0);
    images("green", 12, 0, 200);
    Run trained = train();
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(run().resolve("history.csv")).content().startsWith("epoch,").contains("\n1,");
    assertThat(run().resolve("loss.png")).isNotEmptyFile();
    assertThat(run().resolve("accuracy.png")).isNotEmptyFile();
    assertThat(run().resolve("tensorboard")).isNotEmptyDirectory();
    assertThat(run().resolve("checkpoints/epoch-0001/state.json")).isNotEmptyFile();

    Run again = train();
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("--resume");
    assertThat(train("--resume").code()).isZero();

    for (int i = 0; i < 12; i++) {
      Files.delete(folder.resolve("data/green/%02d.png".formatted(i)));
    }
    Files.delete(folder.resolve("data/green"));
    Run evaluated =
        Run.of(
            "evaluate",
            "--model",
            run().resolve("saved_model").toString(),
            "--data",
            folder.resolve("data").toString(),
            "--output",
            folder.resolve("eval").toString());
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(evaluated.out()).contains("precision").contains("Expected calibration error");
    JsonNode json = new ObjectMapper().readTree(folder.resolve("eval/evaluation.json").toFile());
    assertThat(json.get("images").asInt()).isEqualTo(12);
    assertThat(json.get("classes")).hasSize(2);
    assertThat(json.at("/classes/0/label").asText()).isEqualTo("green");
    assertThat(json.at("/classes/0/support").asInt()).isZero();
    assertThat(folder.resolve("eval/confusion-matrix.png")).isNotEmptyFile();
  }

  @Test
  void studentLearnsFromATeacherAndFromImagesWithoutLabels() throws Exception {
    images("red", 12, 200, 0);
    images("green", 12, 0, 200);
    assertThat(train().code()).isZero();
    Path teacher = Files.move(run(), folder.resolve("teacher")).resolve("saved_model");
    Path more = folder.resolve("data/red");
    String[] taught = {
      "--teacher", teacher.toString(), "--unlabelled", more.toString(), "--distill-views", "2"
    };
    Run student = train(taught);
    assertThat(student.code()).as(student.err()).isZero();
    // they may not come back by another way than their labels
    assertThat(student.err())
        .contains("Leaving out 2 of 12 images of --unlabelled, which are held back or excluded")
        .contains("; and on 10 without labels");
    JsonNode card =
        new ObjectMapper()
            .readTree(run().resolve("saved_model/assets.extra/model-card.json").toFile());
    assertThat(card.at("/training/command").asText())
        .contains("--teacher " + teacher)
        .contains("--unlabelled " + more)
        .contains("--distill-views 2")
        .endsWith("--seed 1 --input-size 32 --crop-size 32 --batch-size 8 --validation 0.2");
    assertThat(card.at("/training/teacherCommand").asText())
        .startsWith("gradcam train --data " + folder.resolve("data"))
        .doesNotContain("--teacher");
    JsonNode plan = card.at("/training/plan/teacher");
    assertThat(plan.get("unlabelled").asInt()).isEqualTo(10);
    assertThat(plan.get("preprocessing").asText()).isEqualTo("as the model says");
    assertThat(plan.get("weight").asDouble()).isEqualTo(0.7, within(1e-6));
    assertThat(plan.get("featureWeight").asDouble()).isEqualTo(10);
    assertThat(plan.get("digest").asText()).hasSize(64);
    // the head, and not the matrix beside it, which is for learning alone
    String graph =
        Files.readString(run().resolve("saved_model/saved_model.pb"), StandardCharsets.ISO_8859_1);
    assertThat(graph).contains("dense/output").doesNotContain("dense_1");
    assertThat(card.at("/training/trainingImages").asInt()).isEqualTo(20 + 10);

    Run other = train("--resume", "--teacher", teacher.toString(), "--distill-weight", "0.5");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("teacher.weight 0.7 then, 0.5 now");
    Run without = train("--resume");
    assertThat(without.code()).isEqualTo(1);
    assertThat(without.err()).contains("teacher.weight 0.7 then, none now");
  }

  @Test
  void optionsOfATeacherNeedOne() throws Exception {
    images("red", 4, 200, 0);
    images("green", 4, 0, 200);
    Run trained = train("--distill-temperature", "3");
    assertThat(trained.code()).isEqualTo(2);
    assertThat(trained.err()).contains("Expected --teacher with --distill-temperature 3.0");
    Run both = train("--teacher", "a", "--backbone", "b");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("Expected no --teacher with --backbone, found a");
    Run unlabelled = train("--unlabelled", "a", "--backbone", "b");
    assertThat(unlabelled.code()).isEqualTo(2);
    assertThat(unlabelled.err()).contains("Expected no --unlabelled with --backbone, found a");
    Run missing = train("--teacher", "missing.onnx");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("missing.onnx").doesNotContain("saved_model.pb");
  }

  @Test
  void dataWithoutClassFoldersIsAnError() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Run trained = train();
    assertThat(trained.code()).isEqualTo(1);
    assertThat(trained.err()).contains("Expected").contains("found");
  }

  private Path selection(String... rows) throws IOException {
    Path list = folder.resolve("selection.csv");
    return Files.writeString(
        list, "path,label,answer,probability,group,diagnosis\n" + String.join("\n", rows) + "\n");
  }

  @Test
  void imagesThatAReportSelectedAreLeftOut() throws Exception {
    images("red", 12, 200, 0);
    images("green", 12, 0, 200);
    String data = folder.resolve("data").toString();
    Path list =
        selection(
            data + "/red/03.png,red,green,0.9,answer-0-1,ok",
            "data/green/05.png,green,red,0.8,,ok", // beside the list
            "/elsewhere/1.png,green,red,0.8,,ok");
    Run trained = train("--exclude", list.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err())
        .contains("Leaving out 2 of 3 images that " + list + " names; the others are not in")
        .contains("on 22 images of 2 classes");
    JsonNode card =
        new ObjectMapper()
            .readTree(run().resolve("saved_model/assets.extra/model-card.json").toFile());
    assertThat(card.at("/training/images").asInt()).isEqualTo(22);
    assertThat(card.at("/training/plan/excluded").asInt()).isEqualTo(2);
    assertThat(card.at("/training/command").asText()).contains("--exclude " + list);

    Run other = train("--resume");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("excluded 2 then, 0 now");
  }

  @Test
  void listWithoutAnyOfTheImagesIsAnErrorBeforeTraining() throws Exception {
    images("red", 2, 200, 0);
    images("green", 2, 0, 200);
    Run trained = train("--exclude", selection("/elsewhere/1.png,green,red,0.8,,ok").toString());
    assertThat(trained.code()).isEqualTo(1);
    assertThat(trained.err()).contains("found none among 1, such as /elsewhere/1.png");
    assertThat(run()).doesNotExist();
  }
}
