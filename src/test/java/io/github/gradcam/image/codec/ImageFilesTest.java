package io.github.gradcam.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.RgbImage;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class ImageFilesTest {

  /** 16 x 16 pixels of CMYK ink as Adobe stores it, inverted: rgb(230, 60, 20). */
  static final byte[] CMYK_JPEG =
      Base64.getDecoder()
          .decode(
              "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJ"
                  + "CAYHCQcGBggLCAkKCgoKCgYICwwLCgwJCgoK/9sAQwECAgICAgIFAwMFCgcGBwoKCgoKCgoKCgoKCgoK"
                  + "CgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoK/8AAFAgAEAAQBAERAAIRAQMRAQQRAP/E"
                  + "ABYAAQEBAAAAAAAAAAAAAAAAAAAGCf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAWAQEBAQAAAAAAAAAA"
                  + "AAAAAAAACAn/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADgQBAAIRAxEEAAA/AKRbDHdswAAAA//Z");

  @TempDir Path folder;

  @Test
  void writtenPngReadsBackTheSamePixels() throws Exception {
    RgbImage image = new RgbImage(2, 2, bytes(255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30));
    Path file = folder.resolve("雪山 一.png");
    ImageFiles.write(image, file);
    assertThat(ImageFiles.read(file).pixels()).isEqualTo(image.pixels());
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void writtenJpegKeepsRedRed() throws Exception {
    RgbImage red = new RgbImage(16, 16, repeated(256, 220, 30, 20));
    Path file = folder.resolve("a b.JPG");
    ImageFiles.write(red, file);
    assertPixel(ImageFiles.read(file), 8, 8, 220, 30, 20, 3);
  }

  @Test
  void writeReplacesAFileAndRefusesUnknownExtensions() throws Exception {
    Path file = Files.writeString(folder.resolve("x.png"), "old");
    RgbImage grey = new RgbImage(1, 1, bytes(9, 9, 9));
    ImageFiles.write(grey, file);
    assertThat(ImageFiles.read(file).pixels()).containsExactly(9, 9, 9);
    assertThatThrownBy(() -> ImageFiles.write(grey, folder.resolve("x.docx")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found \"docx\"");
  }

  @Test
  void greyPngBecomesEqualChannels() throws Exception {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 77);
    assertThat(decode("png", grey).pixels()).containsExactly(77, 77, 77);
  }

  @Test
  void sixteenBitPngIsScaledToEightBits() throws Exception {
    WritableRaster raster =
        java.awt.image.Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 1, 1, 3, null);
    raster.setPixel(0, 0, new int[] {65535, 128 * 257, 0});
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            java.awt.Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    BufferedImage image = new BufferedImage(model, raster, false, null);
    assertThat(decode("png", image).pixels()).isEqualTo(bytes(255, 128, 0));
  }

  @Test
  void transparentPixelsAreBlendedOverWhite() throws Exception {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00ff0000);
    image.setRGB(1, 0, 0x80ff0000); // 0 * 128/255 + 255 * 127/255 = 127
    assertThat(decode("png", image).pixels()).isEqualTo(bytes(255, 255, 255, 255, 127, 127));
  }

  @Test
  void transparentPalettePngIsBlendedOverWhite() throws Exception {
    byte[] ramp = bytes(10, 200);
    IndexColorModel palette = new IndexColorModel(8, 2, ramp, ramp, ramp, bytes(255, 0));
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setSample(1, 0, 0, 1);
    assertThat(decode("png", image).pixels()).isEqualTo(bytes(10, 10, 10, 255, 255, 255));
  }

  @ParameterizedTest
  @CsvSource({"bmp", "gif", "tiff", "png"})
  void formatIsToldByContentNotByName(String format) throws Exception {
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 1, Color.RED.getRGB());
    RgbImage read = decode(format, image);
    assertThat(read.width()).isEqualTo(30);
    assertPixel(read, 2, 1, 255, 0, 0, 0);
    assertPixel(read, 1, 1, 0, 0, 0, 0);
  }

  @Test
  void webpIsRead() throws Exception {
    byte[] webp = Base64.getDecoder().decode("UklGRhwAAABXRUJQVlA4TA8AAAAvAkAAAAcQ/Y/+ByKi/wEA");
    RgbImage read = ImageFiles.decode(webp, "a.webp");
    assertThat(read.pixels()).isEqualTo(repeated(6, 255, 0, 0));
  }

  @Test
  void inkOfACmykJpegBecomesLight() throws Exception {
    assertPixel(ImageFiles.decode(CMYK_JPEG, "cmyk.jpg"), 8, 8, 230, 60, 20, 3);
  }

  /** Where the stored top left pixel is seen, in a stored image of 16 x 8. */
  @ParameterizedTest
  @CsvSource({
    "1, 16, 0, 0", "2, 16, 15, 0", "3, 16, 15, 7", "4, 16, 0, 7",
    "5, 8, 0, 0", "6, 8, 7, 0", "7, 8, 7, 15", "8, 8, 0, 15"
  })
  void exifOrientationIsApplied(int orientation, int width, int x, int y) throws Exception {
    BufferedImage stored = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 16; i++) {
      stored.setRGB(i / 4, i % 4, 0xffffff);
    }
    Path file = folder.resolve("turned.jpg");
    Files.write(file, withExif(encode("jpg", stored), orientation));
    RgbImage read = ImageFiles.read(file);
    assertThat(read.width()).isEqualTo(width);
    assertPixel(read, x, y, 255, 255, 255, 12);
    assertPixel(read, read.width() - 1 - x, read.height() - 1 - y, 0, 0, 0, 12);
    assertThat(ImageFiles.size(file)).isEqualTo(new ImageFiles.Size(width, 128 / width));
  }

  @Test
  void hugePngIsReadAtAReducedScale() throws Exception {
    BufferedImage huge = new BufferedImage(8000, 4000, BufferedImage.TYPE_BYTE_GRAY);
    Arrays.fill(
        ((java.awt.image.DataBufferByte) huge.getRaster().getDataBuffer()).getData(), (byte) 99);
    Path file = Files.write(folder.resolve("huge.png"), encode("png", huge));
    RgbImage read = ImageFiles.read(file);
    assertThat(read.width()).isEqualTo(4000);
    assertThat(read.height()).isEqualTo(2000);
    assertPixel(read, 3999, 1999, 99, 99, 99, 0);
    assertThat(ImageFiles.size(file)).isEqualTo(new ImageFiles.Size(8000, 4000));
  }

  @Test
  void hugeJpegIsReadAtAReducedScale() throws Exception {
    Path file = folder.resolve("huge.jpg");
    ImageFiles.write(new RgbImage(8000, 4000, repeated(32_000_000, 200, 100, 50)), file);
    RgbImage read = ImageFiles.read(file);
    assertThat(read.width()).isEqualTo(4000);
    assertPixel(read, 3999, 1999, 200, 100, 50, 3);
  }

  @Test
  void truncatedFilesAreErrors() throws Exception {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (String format : new String[] {"jpg", "png", "gif", "bmp"}) {
      byte[] whole = encode(format, image);
      byte[] half = Arrays.copyOf(whole, whole.length - 12);
      assertThatThrownBy(() -> ImageFiles.decode(half, "half." + format))
          .isInstanceOf(ImageReadException.class)
          .hasMessageStartingWith("half." + format + ": ")
          .hasMessageContaining("truncated");
    }
  }

  @Test
  void damagedPixelsAreAnError() throws Exception {
    byte[] png = encode("png", new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));
    Arrays.fill(png, 45, 60, (byte) 0x5a);
    assertThatThrownBy(() -> ImageFiles.decode(png, "bad.png"))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContaining("bad.png: the PNG file is damaged");
  }

  @Test
  void otherContentIsNamed() {
    assertReason(new byte[0], "found an empty file");
    assertReason(
        "hello, this\nis 雪 no image at all".getBytes(StandardCharsets.UTF_8),
        "found text that starts with \"hello, this is 雪 no imag...\"");
    assertReason("%PDF-1.7 ...".getBytes(StandardCharsets.UTF_8), "found a PDF document");
    assertReason("\0\0\0\30ftypheic".getBytes(StandardCharsets.UTF_8), "convert it to JPEG");
    assertReason(bytes(1, 2, 3), "found unknown data (3 bytes)");
    assertReason(bytes(0xff, 0xd8, 0xff, 0xe0), "truncated");
  }

  @Test
  void missingFilesAndDirectoriesAreErrors() {
    assertThatThrownBy(() -> ImageFiles.read(folder)).hasMessageContaining("found a directory");
    assertThatThrownBy(() -> ImageFiles.read(folder.resolve("none.jpg")))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContaining("found no such file");
  }

  @Test
  void imageNamesAreToldByExtension() {
    assertThat(ImageFiles.hasImageExtension(Path.of("a/b.JPeG"))).isTrue();
    assertThat(ImageFiles.hasImageExtension(Path.of("a.txt"))).isFalse();
    assertThat(ImageFiles.hasImageExtension(Path.of("a.jpg/"))).isTrue();
    assertThat(ImageFiles.hasImageExtension(Path.of("/"))).isFalse();
  }

  private static void assertReason(byte[] content, String reason) {
    assertThatThrownBy(() -> ImageFiles.decode(content, "x.jpg"))
        .isInstanceOf(ImageReadException.class)
        .hasMessageStartingWith("x.jpg: ")
        .hasMessageContaining(reason);
  }

  public static void assertPixel(RgbImage image, int x, int y, int r, int g, int b, int tolerance) {
    int at = (y * image.width() + x) * 3;
    int[] expected = {r, g, b};
    for (int c = 0; c < 3; c++) {
      assertThat(image.pixels()[at + c] & 0xff)
          .as("channel %d of (%d, %d)", c, x, y)
          .isBetween(expected[c] - tolerance, expected[c] + tolerance);
    }
  }

  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  public static byte[] repeated(int pixels, int... rgb) {
    byte[] bytes = new byte[pixels * 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) rgb[i % 3];
    }
    return bytes;
  }

  private static RgbImage decode(String format, BufferedImage image) throws Exception {
    return ImageFiles.decode(encode(format, image), "picture");
  }

  private static byte[] encode(String format, BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /** Puts an APP1 segment with one tag, big-endian, behind the start marker. */
  static byte[] withExif(byte[] jpeg, int orientation) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(bytes(0xff, 0xe1, 0, 34));
    out.write("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII));
    out.write(bytes(0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0));
    out.write(bytes(0, 0, 0, 0));
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no pipes in folders there")
  @Timeout(60)
  void pipesAndDevicesAreRefusedWithoutReadingThem() throws Exception {
    Path pipe = folder.resolve("pipe.jpg");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path link = Files.createSymbolicLink(folder.resolve("zero.jpg"), Path.of("/dev/zero"));
    for (Path file : new Path[] {pipe, link, Path.of("/dev/zero")}) {
      assertThatThrownBy(() -> ImageFiles.read(file))
          .isInstanceOf(ImageReadException.class)
          .hasMessage(file + ": expected a regular file, found a pipe, a socket or a device");
    }
  }
}
