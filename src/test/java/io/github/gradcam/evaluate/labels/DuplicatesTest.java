package io.github.gradcam.evaluate.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

class DuplicatesTest {

  private static final Path SCENES = Path.of("../shared/data/intel-scenes/seg_test");

  private static List<RgbImage> images(Path folder) throws IOException, ImageReadException {
    List<RgbImage> images = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(ImageFiles::hasImageExtension).sorted().toList()) {
        images.add(ImageFiles.read(file));
      }
    }
    return images;
  }

  private static RgbImage copy(RgbImage image, double scale, float quality)
      throws IOException, ImageReadException {
    int width = (int) Math.round(image.width() * scale);
    int height = (int) Math.round(image.height() * scale);
    return ImageFiles.decode(jpeg(Resize.bilinear(image, width, height), quality), "copy");
  }

  /** The project's own codec writes one quality only. */
  private static byte[] jpeg(RgbImage image, float quality) throws IOException {
    BufferedImage pixels =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < image.width() * image.height(); i++) {
      int rgb = 0;
      for (int channel = 0; channel < 3; channel++) {
        rgb = rgb << 8 | Byte.toUnsignedInt(image.pixels()[3 * i + channel]);
      }
      pixels.setRGB(i % image.width(), i / image.width(), rgb);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionQuality(quality);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(pixels, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static List<DuplicateCluster> find(List<RgbImage> images) {
    return Duplicates.find(
        new int[images.size()],
        Collections.nCopies(images.size(), ""),
        i -> Optional.of(GreyThumbnail.of(images.get(i))));
  }

  @Test
  void copiesOfEachSizeAndQualityAreFoundAndNothingElse() throws IOException, ImageReadException {
    List<RgbImage> originals = images(Path.of("data"));
    List<RgbImage> all = new ArrayList<>(originals);
    for (RgbImage image : originals) {
      all.add(copy(image, 0.5, 0.3f));
      all.add(copy(image, 2, 0.6f));
    }
    List<DuplicateCluster> clusters = find(all);
    assertThat(clusters).hasSameSizeAs(originals);
    for (int i = 0; i < originals.size(); i++) {
      int copies = originals.size() + 2 * i;
      assertThat(clusters.get(i).images()).containsExactly(i, copies, copies + 1);
    }
  }

  @Test
  void amongTheTestScenesAreOnlyTwoOfTheSameStreet() throws IOException, ImageReadException {
    assumeTrue(Files.isDirectory(SCENES), "needs ../shared/data/intel-scenes/seg_test");
    List<RgbImage> scenes = images(SCENES);
    assertThat(scenes).hasSize(1070);
    // buildings/20858 is buildings/22586 with its sides blurred, as the eyes confirm.
    List<DuplicateCluster> clusters = find(scenes);
    assertThat(clusters).hasSize(1);
    assertThat(clusters.get(0).images()).containsExactly(41, 134);
  }

  @Test
  void copiesOfTwoHundredScenesAreFound() throws IOException, ImageReadException {
    assumeTrue(Files.isDirectory(SCENES), "needs ../shared/data/intel-scenes/seg_test");
    List<RgbImage> scenes = images(SCENES);
    double[] scales = {0.5, 0.7, 1.4, 2};
    float[] qualities = {0.3f, 0.5f, 0.75f, 0.95f};
    List<RgbImage> all = new ArrayList<>(scenes);
    int copies = 200;
    for (int i = 0; i < copies; i++) {
      all.add(copy(scenes.get(5 * i), scales[i % 4], qualities[i / 4 % 4]));
    }
    List<DuplicateCluster> clusters = find(all);
    long found =
        clusters.stream()
            .flatMap(cluster -> cluster.images().stream().filter(image -> image >= scenes.size()))
            .filter(
                image ->
                    clusters.stream()
                        .anyMatch(
                            cluster ->
                                cluster.images().contains(image)
                                    && cluster.images().contains(5 * (image - scenes.size()))))
            .count();
    assertThat(found).isGreaterThanOrEqualTo(196);
  }

  @Test
  void clustersTellIfTheyLieAcrossLabelsOrSplits() throws ImageReadException {
    GreyThumbnail one = GreyThumbnail.of(ImageFiles.read(Path.of("data/forest-stream.jpg")));
    GreyThumbnail other = GreyThumbnail.of(ImageFiles.read(Path.of("data/sea-sunset.jpg")));
    GreyThumbnail[] images = {one, other, one, other, one};
    List<DuplicateCluster> clusters =
        Duplicates.find(
            new int[] {3, 0, 3, 1, -1},
            List.of("train", "test", "test", "test", ""),
            i -> Optional.of(images[i]));
    assertThat(clusters).hasSize(2);
    assertThat(clusters.get(0).images()).containsExactly(0, 2, 4);
    assertThat(clusters.get(0).acrossLabels()).isFalse();
    assertThat(clusters.get(0).acrossSplits()).isTrue();
    assertThat(clusters.get(0).pairs().get(0).bits()).isZero();
    assertThat(clusters.get(0).pairs().get(0).correlation()).isEqualTo(1, within(1e-9));
    assertThat(clusters.get(1).images()).containsExactly(1, 3);
    assertThat(clusters.get(1).acrossLabels()).isTrue();
    assertThat(clusters.get(1).acrossSplits()).isFalse();
  }

  @Test
  void blankImagesAreCopiesOnlyOfTheSameGrey() {
    List<GreyThumbnail> blank = new ArrayList<>();
    for (float grey : new float[] {0, 255, 0, 255, 128}) {
      float[] values = new float[GreyThumbnail.SIZE * GreyThumbnail.SIZE];
      Arrays.fill(values, grey);
      blank.add(new GreyThumbnail(values));
    }
    List<DuplicateCluster> clusters =
        Duplicates.find(new int[5], Collections.nCopies(5, ""), i -> Optional.of(blank.get(i)));
    assertThat(clusters)
        .extracting(DuplicateCluster::images)
        .containsExactly(List.of(0, 2), List.of(1, 3));
  }

  @Test
  void imagesThatCannotBeReadAreLeftOut() throws ImageReadException {
    GreyThumbnail one = GreyThumbnail.of(ImageFiles.read(Path.of("data/forest-stream.jpg")));
    List<DuplicateCluster> clusters =
        Duplicates.find(
            new int[3], List.of("", "", ""), i -> i == 1 ? Optional.empty() : Optional.of(one));
    assertThat(clusters).hasSize(1);
    assertThat(clusters.get(0).images()).containsExactly(0, 2);
  }

  @Test
  void thumbnailsAreMeansOfAreas() {
    // 48 columns: each value covers one and a half; black and white columns in turns of three.
    byte[] pixels = new byte[48 * 32 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 3 % 48 % 3 == 0 ? 255 : 0);
    }
    float[] grey = GreyThumbnail.of(new RgbImage(48, 32, pixels)).grey();
    assertThat(grey[0]).isEqualTo(170, within(0.01f));
    assertThat(grey[1]).isEqualTo(0, within(0.01f));
    assertThat(grey[32 + 2]).isEqualTo(170, within(0.01f));
    // A single pixel, stretched.
    float[] red = GreyThumbnail.of(new RgbImage(1, 1, new byte[] {(byte) 255, 0, 0})).grey();
    assertThat(red).containsOnly(red[0]);
    assertThat(red[0]).isEqualTo(0.299f * 255, within(0.01f));
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new GreyThumbnail(new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 5");
    assertThatThrownBy(() -> Duplicates.find(new int[2], List.of(""), i -> Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
