package io.github.gradcam.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.cli.Run;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.train.ColourImages;
import io.github.gradcam.train.TensorBoardImages;
import io.github.gradcam.train.TinyBackbone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --explain-every}, on three colours. */
class EpochMapsTest {

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    data = ColourImages.write(folder.resolve("data"), 8, 40);
  }

  private Run train(String... more) {
    List<String> all = new ArrayList<>(List.of("train", "--data", data.toString()));
    all.addAll(List.of("--output", run().toString(), "--batch-size", "8"));
    all.addAll(List.of("--validation", "0.25"));
    all.addAll(List.of(more));
    return Run.of(all.toArray(String[]::new));
  }

  private Run scratch(String... more) {
    List<String> all = new ArrayList<>(List.of("--input-size", "32", "--crop-size", "32"));
    all.addAll(List.of(more));
    return train(all.toArray(String[]::new));
  }

  private Path run() {
    return folder.resolve("run");
  }

  private static List<String> frames(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("maps"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static int framesOfStrip(Path run) throws IOException {
    String bytes = Files.readString(run.resolve("maps.webp"), StandardCharsets.ISO_8859_1);
    assertThat(bytes).startsWith("RIFF").contains("WEBP", "ANIM");
    return bytes.split("ANMF", -1).length - 1;
  }

  @Test
  void firstAndEachSecondEpochHaveMapsInTensorBoardAndInTheStrip() throws Exception {
    Run trained = scratch("--epochs", "5", "--explain-every", "2");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("maps of 3 images after epoch 4; so far").contains("% of");
    assertThat(frames(run())).containsExactly("epoch-0001.png", "epoch-0002.png", "epoch-0004.png");
    assertThat(framesOfStrip(run())).isEqualTo(3);
    for (String tag : List.of("maps/00-blue", "maps/01-green", "maps/02-red")) {
      Map<Long, byte[]> images = TensorBoardImages.read(run().resolve("tensorboard"), tag);
      assertThat(images).containsOnlyKeys(1L, 2L, 4L);
      RgbImage map = ImageFiles.decode(images.get(4L), tag);
      assertThat(List.of(map.width(), map.height())).containsExactly(200, 200);
    }
  }

  @Test
  void withoutTheOptionNothingIsExplained() {
    Run trained = scratch("--epochs", "1");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err()).doesNotContain("maps of");
    assertThat(run().resolve("maps")).doesNotExist();
    assertThat(run().resolve("maps.webp")).doesNotExist();
  }

  @Test
  void imagesOfAFolderAreExplainedAndWhatCannotBeReadIsNamed() throws IOException {
    Path photos = folder.resolve("photos");
    Files.createDirectories(photos.resolve("red"));
    Files.copy(data.resolve("red/00.png"), photos.resolve("red/mine.png"));
    Files.copy(data.resolve("green/00.png"), photos.resolve("other.png"));
    Files.writeString(photos.resolve("bad.png"), "no image");
    Run trained =
        scratch("--epochs", "1", "--explain-every", "1", "--explain-photos", photos.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("Failed: " + photos.resolve("bad.png"));
    assertThat(trained.err()).contains("maps of 2 images");
    Path events = run().resolve("tensorboard");
    assertThat(TensorBoardImages.read(events, "maps/red/mine")).containsOnlyKeys(1L);
    assertThat(TensorBoardImages.read(events, "maps/other")).containsOnlyKeys(1L);
  }

  @Test
  void folderThatIsNotThereIsNamedBeforeTraining() {
    Run refused =
        scratch("--epochs", "1", "--explain-every", "1", "--explain-photos", folder + "/nowhere");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains("Expected images to explain at " + folder + "/nowhere, found nothing");
    assertThat(run()).doesNotExist();
  }

  @Test
  void folderWithoutAnImageThatCanBeReadIsNamedBeforeTraining() throws IOException {
    Path photos = Files.createDirectories(folder.resolve("photos"));
    Files.writeString(photos.resolve("bad.png"), "no image");
    Run refused =
        scratch("--epochs", "1", "--explain-every", "1", "--explain-photos", photos.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains("Expected images to explain in " + photos + ", found none that can be read");
    assertThat(run().resolve("checkpoints")).doesNotExist();
  }

  @Test
  void optionsThatCannotBeAreRefused() {
    Run alone = scratch("--explain-photos", "data");
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("Expected --explain-every with --explain-photos data");
    Run never = scratch("--explain-every", "0");
    assertThat(never.code()).isEqualTo(2);
    assertThat(never.err()).contains("Expected --explain-every of 1 or more, found 0");
    assertThat(run()).doesNotExist();
  }

  @Test
  void epochsThatAreKeptAreModelsThatCanBeCompared() throws IOException {
    Run trained = scratch("--epochs", "5", "--keep-every", "2");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(run().resolve("models/epoch-0005")).doesNotExist();
    Path early = run().resolve("models/epoch-0002");
    Path late = run().resolve("models/epoch-0004");
    assertThat(trained.err()).contains("model of epoch 2 in " + early);
    ModelCard card = new SavedModelFolder(late).card();
    assertThat(card.metrics()).containsEntry("epoch", 4);
    assertThat(card.training().get("command").toString()).contains("--epochs 5");
    String compared = folder.resolve("compared").toString();
    Run run =
        Run.of(
            "compare",
            early.toString(),
            late.toString(),
            "--data",
            data.toString(),
            "--output",
            compared);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("rank correlation of maps");
    Run never = scratch("--keep-every", "0");
    assertThat(never.code()).isEqualTo(2);
    assertThat(never.err()).contains("Expected --keep-every of 1 or more, found 0");
  }

  @Test
  void headOnABackboneIsExplainedAsAWholeNetwork() throws IOException {
    Path backbone = TinyBackbone.write(folder.resolve("tiny.pb"), 1);
    Run trained =
        train(
            "--backbone",
            backbone.toString(),
            "--logits",
            "scores",
            "--preprocess",
            "tf",
            "--views",
            "1",
            "--epochs",
            "2",
            "--freeze-until",
            "early",
            "--fine-tune-epochs",
            "1",
            "--explain-every",
            "1",
            "--keep-every",
            "2");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(new SavedModelFolder(run().resolve("head/models/epoch-0002")).card().labels())
        .containsExactly("blue", "green", "red");
    assertThat(framesOfStrip(run().resolve("head"))).isEqualTo(2);
    assertThat(frames(run().resolve("fine-tuning"))).containsExactly("epoch-0001.png");
  }
}
