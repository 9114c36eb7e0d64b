package io.github.gradcam.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComplaintTest {

  /** The image sea-cliffs, 640 x 320, coded by the JDK. */
  private static byte[] coded(String format, String compression) throws Exception {
    BufferedImage image = ImageIO.read(new File("data/sea-cliffs.jpg"));
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (compression.equals("progressive")) {
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    } else if (!compression.isEmpty()) {
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionType(compression);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** Without the bytes between two shares of the file. */
  private static byte[] without(byte[] bytes, double from, double to) {
    int start = (int) (bytes.length * from);
    int end = (int) (bytes.length * to);
    byte[] left = Arrays.copyOf(bytes, bytes.length - (end - start));
    System.arraycopy(bytes, end, left, start, bytes.length - end);
    return left;
  }

  /** With random bytes from a share of the file on. */
  private static byte[] scrambled(byte[] bytes, double from, int count) {
    byte[] noise = new byte[count];
    new Random(1).nextBytes(noise);
    byte[] changed = bytes.clone();
    System.arraycopy(noise, 0, changed, (int) (bytes.length * from), count);
    return changed;
  }

  @ParameterizedTest
  @CsvSource({
    "jpg, ''",
    "jpg, progressive",
    "png, ''",
    "bmp, ''",
    "gif, ''",
    "tif, ''",
    "tif, LZW",
    "tif, Deflate",
    "tif, PackBits",
    "tif, JPEG"
  })
  void aSoundImageIsInNoDoubt(String format, String compression) throws Exception {
    DecodedImage read = ImageFiles.decoded(coded(format, compression), "sound");
    assertThat(read.doubt()).isNull();
    assertThat(read.width()).isEqualTo(640);
  }

  @Test
  void aSoundImageWrittenByOpenCvIsInNoDoubt() throws Exception {
    RgbImage image = ImageFiles.decode(coded("png", ""), "sound");
    for (String format : new String[] {"jpg", "tif", "webp", "png", "bmp"}) {
      assertThat(ImageFiles.decoded(ImageFiles.encode(image, format), format).doubt())
          .as(format)
          .isNull();
    }
  }

  @Test
  void aSoundCmykJpegIsInNoDoubt() throws Exception {
    assertThat(ImageFiles.decoded(ImageFilesTest.CMYK_JPEG, "cmyk.jpg").doubt()).isNull();
  }

  @Test
  void aJpegWithoutAPartOfItsDataIsRefused() throws Exception {
    byte[] holed = without(coded("jpg", ""), 0.5, 0.9);
    assertThatThrownBy(() -> ImageFiles.decode(holed, "holed.jpg"))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContaining("holed.jpg: expected the data of 640 x 320 pixels")
        .hasMessageContaining("premature end of data segment")
        .hasMessageContaining("copy or download it again");
  }

  @Test
  void aJpegThatClaimsFarMorePixelsThanItHoldsIsRefusedBeforeItIsDecoded() throws Exception {
    byte[] jpeg = coded("jpg", "");
    int frame = 0;
    while ((jpeg[frame] & 0xff) != 0xff || (jpeg[frame + 1] & 0xff) != 0xc0) {
      frame++;
    }
    for (int at = frame + 5; at < frame + 9; at += 2) {
      jpeg[at] = 20_000 >> 8;
      jpeg[at + 1] = (byte) 20_000;
    }
    assertThatThrownBy(() -> ImageFiles.size(Files.write(file(), jpeg)))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContaining("expected the data of 20000 x 20000 pixels")
        .hasMessageContaining("most of the image is missing");
  }

  private static Path file() throws Exception {
    Path file = Files.createTempFile("claims", ".jpg");
    file.toFile().deleteOnExit();
    return file;
  }

  @Test
  void aJpegWithBytesThatBelongToNoPixelIsReadWithADoubt() throws Exception {
    byte[] jpeg = coded("jpg", "");
    byte[] longer = Arrays.copyOf(jpeg, jpeg.length + 40);
    System.arraycopy(
        jpeg,
        jpeg.length - 2,
        longer,
        longer.length - 2,
        2); // the end marker; the first byte in between is read ahead
    Arrays.fill(longer, jpeg.length - 2, longer.length - 2, (byte) 0x55);
    assertThat(ImageFiles.decoded(longer, "longer.jpg").doubt())
        .startsWith("The image may be wrong in parts; its decoder says \"Corrupt JPEG data: 39")
        .endsWith("\".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LZW", "Deflate"})
  void aTiffThatCannotBeUnpackedIsReadWithADoubt(String compression) throws Exception {
    byte[] scrambled = scrambled(coded("tif", compression), 0.5, 2000);
    assertThat(ImageFiles.decoded(scrambled, "scrambled.tif").doubt())
        .startsWith("The image may be wrong in parts; its decoder says");
  }

  @Test
  void aGifWhoseCodesMakeNoSenseIsReadWithADoubt() throws Exception {
    byte[] scrambled = scrambled(coded("gif", ""), 0.5, 64);
    assertThat(ImageFiles.decoded(scrambled, "scrambled.gif").doubt())
        .isEqualTo("The image may be wrong in parts; its decoder says \"Out-of-sequence code!\".");
  }

  @Test
  void aGifThatIsReadFromDiskPieceByPieceIsCheckedToo() throws Exception {
    byte[] scrambled = scrambled(coded("gif", ""), 0.5, 64);
    Path file = Files.write(file(), Arrays.copyOf(scrambled, 65 << 20));
    assertThat(StoredImage.open(file).decode().doubt()).contains("Out-of-sequence code!");
  }
}
