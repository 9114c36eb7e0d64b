package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of heatmaps that rows name. */
class BatchHeatmapsTest {

  private static final int PHOTOS = 18;

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
    return "%03d.jpg".formatted(i);
  }

  @Test
  void withoutHeatmapsThereAreNone() throws Exception {
    assertThat(output().run(photos).code()).isZero();
    assertThat(output().ask("SELECT count(heatmap) FROM FILE")).containsExactly("0");
    assertThat(output().heatmaps()).isEmpty();
  }

  private Path heatmap(String photo) throws Exception {
    String found =
        output().ask("SELECT heatmap FROM FILE WHERE path LIKE '%/" + photo + "'").get(0);
    return output().folder().resolve(found);
  }

  private void assertNamed(String extension, int count) throws Exception {
    List<String> named = output().ask("SELECT heatmap FROM FILE");
    assertThat(named)
        .hasSize(count)
        .allMatch(name -> name.matches("heatmaps/[0-9a-f]{2}/[0-9a-f]{2}/[^/]*\\." + extension));
    assertThat(output().heatmaps()).isEqualTo(Set.copyOf(named)).hasSize(count);
  }

  private static float[] npy(Path file) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(10 + bytes.getShort(8));
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private static float[] explainedMap(String photo) throws Exception {
    return npy(shared.resolve("explained").resolve(explained.get(photo).get("heatmap").asText()));
  }

  @Test
  void npyHeatmapsAreThoseOfExplain() throws Exception {
    assertThat(output().run(photos, "--heatmaps", "npy").code()).isZero();
    assertNamed("npy", PHOTOS);
    for (int i = 0; i < PHOTOS; i++) {
      assertThat(npy(heatmap(imageName(i))))
          .hasSize(150 * 150)
          .containsExactly(explainedMap(imageName(i)), within(1e-5f));
    }
  }

  @Test
  void pngHeatmapsAreGreyImagesOfTheValues() throws Exception {
    assertThat(output().run(photos, "--heatmaps", "png").code()).isZero();
    assertNamed("png", PHOTOS);
    float[] values = explainedMap("003.jpg");
    RgbImage grey = ImageFiles.read(heatmap("003.jpg"));
    assertThat(grey.width()).isEqualTo(150);
    assertThat(grey.height()).isEqualTo(150);
    for (int i = 0; i < values.length; i++) {
      int red = grey.pixels()[3 * i] & 0xff;
      assertThat(grey.pixels()[3 * i + 1] & 0xff).isEqualTo(red);
      assertThat(grey.pixels()[3 * i + 2] & 0xff).isEqualTo(red);
      assertThat((double) red).isCloseTo(255.0 * values[i], within(1.5));
    }
  }

  @Test
  void overlaysHaveTheImagesSizeUpToTheLimit() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.copy(Path.of("data/forest-stream.jpg"), in.resolve("large.jpg")); // 640 x 426
    Files.copy(photos.resolve("000.jpg"), in.resolve("small.jpg")); // 150 x 150
    Run run = output().run(in, "--heatmaps", "overlay", "--overlay-size", "320");
    assertThat(run.code()).isZero();
    assertNamed("jpg", 2);
    assertThat(ImageFiles.size(heatmap("large.jpg"))).isEqualTo(new ImageFiles.Size(320, 213));
    assertThat(ImageFiles.size(heatmap("small.jpg"))).isEqualTo(new ImageFiles.Size(150, 150));
    assertThat(output().ask("SELECT width, height FROM FILE ORDER BY width"))
        .containsExactly("150|150", "640|426");
    BatchOutput whole = new BatchOutput(folder.resolve("whole"));
    assertThat(whole.run(in.resolve("large.jpg"), "--heatmaps", "overlay").code()).isZero();
    Path drawn = whole.folder().resolve(whole.ask("SELECT heatmap FROM FILE").get(0));
    assertThat(ImageFiles.size(drawn)).isEqualTo(new ImageFiles.Size(640, 426));
    RgbImage overlay = ImageFiles.read(drawn);
    assertThat(overlay.pixels()).isNotEqualTo(ImageFiles.read(in.resolve("large.jpg")).pixels());
  }
}
