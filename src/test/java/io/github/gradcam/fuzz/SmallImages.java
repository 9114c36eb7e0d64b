package io.github.gradcam.fuzz;

import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/** An image of few pixels in each format, and in the ways that formats have of storing it. */
final class SmallImages {

  private static final int WIDTH = 40;
  private static final int HEIGHT = 24;
  private static final int PNG_SIGNATURE_BYTES = 8;
  private static final int PNG_CHUNK_BYTES = 12;

  private SmallImages() {}

  static List<FuzzInput> all() throws Exception {
    RgbImage photo =
        Resize.bilinear(ImageFiles.read(Path.of("data", "sea-cliffs.jpg")), WIDTH, HEIGHT);
    List<FuzzInput> all = new ArrayList<>();
    for (String form : List.of("jpg", "png", "bmp", "tif", "webp")) {
      all.add(new FuzzInput(form, ImageFiles.encode(photo, form)));
    }
    byte[] jpeg = all.get(0).bytes();
    all.add(new FuzzInput("jpg", turned(jpeg)));
    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(jpeg));
    all.add(written("jpg", decoded, true, null));
    all.add(written("gif", as(decoded, BufferedImage.TYPE_BYTE_INDEXED), false, null));
    all.add(written("png", as(decoded, BufferedImage.TYPE_BYTE_INDEXED), true, null));
    all.add(written("png", as(decoded, BufferedImage.TYPE_4BYTE_ABGR), false, null));
    all.add(written("png", as(decoded, BufferedImage.TYPE_USHORT_GRAY), false, null));
    for (String compression : List.of("LZW", "Deflate", "JPEG", "PackBits")) {
      all.add(written("tiff", decoded, false, compression));
    }
    all.add(written("tiff", as(decoded, BufferedImage.TYPE_BYTE_BINARY), false, "CCITT T.6"));
    all.add(written("bmp", as(decoded, BufferedImage.TYPE_BYTE_INDEXED), false, "BI_RLE8"));
    return all;
  }

  /** Makes the checksums of a PNG right, as decoders look no further than at wrong ones. */
  static byte[] withChecksums(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    long at = PNG_SIGNATURE_BYTES;
    while (at + PNG_CHUNK_BYTES <= png.length) {
      long length = bytes.getInt((int) at) & 0xffffffffL;
      if (at + PNG_CHUNK_BYTES + length <= png.length) {
        CRC32 sum = new CRC32();
        sum.update(png, (int) at + 4, (int) length + 4);
        bytes.putInt((int) (at + length) + 8, (int) sum.getValue());
      }
      at += PNG_CHUNK_BYTES + length;
    }
    return png;
  }

  private static FuzzInput written(
      String form, BufferedImage image, boolean progressive, @Nullable String compression)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(form).next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (progressive) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    if (compression != null) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(compression);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return new FuzzInput(form, bytes.toByteArray());
  }

  private static BufferedImage as(BufferedImage image, int type) {
    BufferedImage other = new BufferedImage(image.getWidth(), image.getHeight(), type);
    Graphics2D graphics = other.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return other;
  }

  /** With EXIF's orientation 6 behind the first marker. */
  private static byte[] turned(byte[] jpeg) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      18,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      6,
      0,
      0,
      0,
      0,
      0,
      0
    };
    return ByteBuffer.allocate(jpeg.length + exif.length)
        .put(jpeg, 0, 2)
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }
}
