package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReducedDecodingTest {

  @TempDir Path folder;

  /** A scaled side is rounded up: 449 / 2 = 224.5 gives 225. */
  @ParameterizedTest
  @CsvSource({
    "3000, 2000, 224, 8", "2000, 1792, 224, 8", "2000, 1791, 224, 8", "2000, 1784, 224, 4",
    "1600, 896, 224, 4", "896, 1600, 224, 4", "1600, 892, 224, 2", "600, 448, 224, 2",
    "600, 447, 224, 2", "600, 446, 224, 1", "600, 224, 224, 1", "100, 50, 224, 1",
    "9000, 9000, 1, 8"
  })
  void largestDenominatorThatKeepsTheShorterSideIsChosen(
      int width, int height, int side, int denominator) throws Exception {
    ImageHeader header = new ImageHeader(ImageFormat.JPEG, width, height, 1, false, false);
    assertThat(BoundedDecoder.denominator(header, side)).isEqualTo(denominator);
  }

  /** 8000 x 4000 are more pixels than may be in memory, so half is the most that is read. */
  @ParameterizedTest
  @CsvSource({"8000, 4000, 4000, 2", "8000, 4000, 1000, 4", "20000, 15000, 15000, 4"})
  void boundOnPixelsGoesBeforeTheSide(int width, int height, int side, int denominator)
      throws Exception {
    ImageHeader header = new ImageHeader(ImageFormat.JPEG, width, height, 1, false, false);
    assertThat(BoundedDecoder.denominator(header, side)).isEqualTo(denominator);
  }

  @ParameterizedTest
  @CsvSource({
    "640, 480, 240, 320, 240", "640, 480, 120, 160, 120", "640, 480, 60, 80, 60",
    "640, 480, 241, 640, 480", "645, 483, 242, 323, 242", "645, 483, 121, 162, 121",
    "647, 485, 61, 81, 61", "9, 17, 1, 2, 3"
  })
  void scaledSidesAreRoundedUp(int width, int height, int side, int newWidth, int newHeight)
      throws Exception {
    DecodedImage read = ImageFiles.decode(jpeg(pattern(width, height), false), "a.jpg", side);
    assertThat(read.image().width()).isEqualTo(newWidth);
    assertThat(read.image().height()).isEqualTo(newHeight);
    assertThat(read.width()).isEqualTo(width);
    assertThat(read.height()).isEqualTo(height);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnedPictureIsReducedLikeTheWholeOne(int orientation) throws Exception {
    byte[] turned = ImageFilesTest.withExif(jpeg(pattern(320, 200), false), orientation);
    Path file = Files.write(folder.resolve("turned.jpg"), turned);
    DecodedImage read = ImageFiles.read(file, 50);
    boolean onItsSide = orientation >= 5;
    assertThat(read.width()).isEqualTo(onItsSide ? 200 : 320);
    assertThat(read.height()).isEqualTo(onItsSide ? 320 : 200);
    assertThat(read.image().width()).isEqualTo(onItsSide ? 50 : 80);
    assertThat(meanDifference(ImageFiles.read(file), read.image())).isLessThan(2);
  }

  @ParameterizedTest
  @CsvSource({"640, 480, false", "640, 480, true", "1283, 837, false", "1283, 837, true"})
  void reducedPictureIsTheAreaAverageOfTheWholeOne(int width, int height, boolean progressive)
      throws Exception {
    byte[] jpeg = jpeg(pattern(width, height), progressive);
    RgbImage whole = ImageFiles.decode(jpeg, "a.jpg");
    for (int denominator = 2; denominator <= 8; denominator *= 2) {
      RgbImage reduced = ImageFiles.decode(jpeg, "a.jpg", height / denominator).image();
      assertThat(reduced.height()).isEqualTo((height - 1) / denominator + 1);
      assertThat(meanDifference(whole, reduced)).as("1/%d", denominator).isLessThan(2);
    }
  }

  @Test
  void greyJpegIsReducedToEqualChannels() throws Exception {
    BufferedImage grey = new BufferedImage(80, 64, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 80 * 64; i++) {
      grey.getRaster().setSample(i % 80, i / 80, 0, 77);
    }
    RgbImage read = ImageFiles.decode(jpeg(grey, false), "grey.jpg", 16).image();
    assertThat(read.width()).isEqualTo(20);
    ImageFilesTest.assertPixel(read, 19, 15, 77, 77, 77, 1);
  }

  @ParameterizedTest
  @CsvSource({"16, 16", "8, 8", "4, 4", "2, 2", "1, 2"})
  void inkOfAReducedCmykJpegBecomesLight(int side, int expected) throws Exception {
    RgbImage read = ImageFiles.decode(ImageFilesTest.CMYK_JPEG, "cmyk.jpg", side).image();
    assertThat(read.width()).isEqualTo(expected);
    ImageFilesTest.assertPixel(read, expected / 2, expected / 2, 230, 60, 20, 3);
  }

  @Test
  void otherFormatsKeepTheirPixels() throws Exception {
    RgbImage image = new RgbImage(64, 32, ImageFilesTest.repeated(64 * 32, 1, 2, 3));
    for (String name : new String[] {"a.png", "a.webp", "a.bmp", "a.tiff"}) {
      Path file = folder.resolve(name);
      ImageFiles.write(image, file);
      DecodedImage read = ImageFiles.read(file, 4);
      assertThat(read.image().width()).as(name).isEqualTo(64);
      assertThat(read.width()).as(name).isEqualTo(64);
      assertThat(read.height()).as(name).isEqualTo(32);
    }
  }

  @Test
  void sizeInTheFileIsToldOfAPictureThatTheBoundReduces() throws Exception {
    Path file = folder.resolve("huge.jpg");
    byte[] grey = ImageFilesTest.repeated(32_000_000, 9, 9, 9);
    ImageFiles.write(new RgbImage(8000, 4000, grey), file);
    DecodedImage read = ImageFiles.read(file, 4000);
    assertThat(read.image().width()).isEqualTo(4000);
    assertThat(read.width()).isEqualTo(8000);
    assertThat(read.height()).isEqualTo(4000);
  }

  @Test
  void sideWithoutPixelsIsRefused() {
    assertThatThrownBy(() -> ImageFiles.read(folder.resolve("a.jpg"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 pixel to keep, found 0");
  }

  /** Soft colours over the whole picture, with an edge that lies off the grid of 8. */
  private static BufferedImage pattern(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = x * 255 / width;
        int green = y * 255 / height;
        int blue = x > width * 0.37 ? 200 : 40;
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  /** The mean over all values of how far the reduced picture is from the average of areas. */
  private static double meanDifference(RgbImage whole, RgbImage reduced) {
    byte[] expected = Resize.bilinear(whole, reduced.width(), reduced.height()).pixels();
    long sum = 0;
    for (int i = 0; i < expected.length; i++) {
      sum += Math.abs((expected[i] & 0xff) - (reduced.pixels()[i] & 0xff));
    }
    return (double) sum / expected.length;
  }

  private static byte[] jpeg(BufferedImage image, boolean progressive) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(0.95f);
    parameters.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
