package io.github.gradcam.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapStripTest {

  @TempDir private Path run;

  private static RgbImage image(int epoch, int width) {
    byte[] pixels = new byte[width * 32 * 3];
    Arrays.fill(pixels, (byte) (17 * epoch));
    return new RgbImage(width, 32, pixels);
  }

  private int frames() throws IOException {
    String bytes = Files.readString(run.resolve(MapStrip.FILE), StandardCharsets.ISO_8859_1);
    return bytes.split("ANMF", -1).length - 1;
  }

  @Test
  void trainingThatGoesOnAfterAKillKeepsTheMapsOfBefore() throws IOException {
    MapStrip killed = new MapStrip(run);
    killed.add(1, image(1, 48));
    killed.add(2, image(2, 48));
    MapStrip resumed = new MapStrip(run);
    assertThat(resumed.isBehind()).isTrue();
    resumed.add(3, image(3, 48));
    assertThat(frames()).isEqualTo(3);
    assertThat(resumed.isBehind()).isFalse();
  }

  @Test
  void newTrainingForgetsThoseOfAnEarlierOneAndNoFileOfOthers() throws IOException {
    MapStrip strip = new MapStrip(run);
    strip.clear();
    strip.add(1, image(1, 48));
    strip.add(2, image(2, 48));
    Files.writeString(run.resolve("maps/notes.txt"), "mine");
    strip.clear();
    assertThat(run.resolve(MapStrip.FILE)).doesNotExist();
    try (Stream<Path> files = Files.list(run.resolve("maps"))) {
      assertThat(files).containsExactly(run.resolve("maps/notes.txt"));
    }
    strip.write();
    assertThat(run.resolve(MapStrip.FILE)).doesNotExist();
  }

  @Test
  void longStripIsMadeSeldomAndIsWholeInTheEnd() throws IOException {
    MapStrip strip = new MapStrip(run);
    for (int epoch = 1; epoch <= 11; epoch++) {
      strip.add(epoch, image(epoch, 48));
    }
    assertThat(frames()).isEqualTo(10); // made at 8, and at 1.25 times as many
    assertThat(strip.isBehind()).isTrue();
    strip.write();
    assertThat(frames()).isEqualTo(11);
  }

  @Test
  void mapsOfOtherImagesThanTheNewestAreLeftOut() throws IOException {
    MapStrip strip = new MapStrip(run);
    strip.add(1, image(1, 48));
    strip.add(2, image(2, 64));
    strip.add(3, image(3, 64));
    assertThat(frames()).isEqualTo(2);
  }

  @Test
  void ofManyEpochsSixtyAreShownFirstAndLastAmongThem() throws IOException {
    MapStrip strip = new MapStrip(run);
    for (int epoch = 1; epoch <= 70; epoch++) {
      strip.add(epoch, image(epoch, 32));
    }
    strip.write();
    assertThat(frames()).isEqualTo(60);
  }
}
