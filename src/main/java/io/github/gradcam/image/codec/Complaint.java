package io.github.gradcam.image.codec;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder says of damaged data. OpenCV goes on without a word where libjpeg warns and
 * libtiff fails, so the JDK's decoders read JPEG and TIFF a second time, for their complaints only;
 * and GIF, of which the JDK itself goes on where a code makes no sense.
 */
final class Complaint {

  /** Of data that is not there; the pixels are made up from here on. */
  private static final List<String> MISSING =
      List.of("premature end", "Premature end", "Data segment out of stream", "Insufficient data");

  /** Of the JDK's warnings, those that come from libjpeg and LZW; others are about metadata. */
  private static final List<String> OF_PIXELS =
      List.of(
          "Corrupt JPEG data", "Premature end", "Inconsistent progression", "Out-of-sequence code");

  private static final List<String> NOT_SUPPORTED =
      List.of("Unsupported compression", "Unsupported Image Type");

  private @Nullable String text;

  private Complaint() {}

  /**
   * Reads a file's data.
   *
   * @return a sentence of what is suspect; null for nothing, and for formats whose decoders fail
   * @throws ImageReadException if a part of it is missing
   */
  static @Nullable String of(byte[] bytes, ImageHeader header) throws ImageReadException {
    return of(new BytesInputStream(bytes), header);
  }

  /**
   * Reads a file's data.
   *
   * @param data the file from its first byte on; stays the caller's to close
   * @return a sentence of what is suspect; null for nothing, and for formats whose decoders fail
   * @throws ImageReadException if a part of it is missing
   */
  static @Nullable String of(ImageInputStream data, ImageHeader header) throws ImageReadException {
    boolean silent =
        header.format() == ImageFormat.JPEG
            || header.format() == ImageFormat.GIF
            || (header.format() == ImageFormat.TIFF && header.pixels() <= ImageFiles.MAX_PIXELS);
    if (!silent) {
      return null;
    }
    Complaint complaint = new Complaint();
    complaint.read(data, header);
    String text = complaint.text;
    if (text != null && MISSING.stream().anyMatch(text::contains)) {
      throw new ImageReadException(
          "expected the data of %d x %d pixels, found a part of it missing (%s); copy or download it again"
              .formatted(header.width(), header.height(), text));
    }
    return text == null
        ? null
        : "The image may be wrong in parts; its decoder says \"%s\".".formatted(text);
  }

  private void read(ImageInputStream data, ImageHeader header) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(header.format().name()).next();
    try {
      reader.setInput(data, true, true);
      reader.addIIOReadWarningListener((source, warning) -> warned(warning));
      ImageReadParam one = reader.getDefaultReadParam();
      if (header.format() != ImageFormat.TIFF) {
        one.setSourceSubsampling(header.width(), header.height(), 0, 0);
      }
      if (header.format() == ImageFormat.JPEG) {
        reader.readRaster(0, one);
      } else {
        reader.read(0, one);
      }
    } catch (IOException | RuntimeException e) {
      if (header.format()
          == ImageFormat.TIFF) { // others that cannot be read fail in their decoders too
        failed(e);
      }
    } finally {
      reader.dispose();
    }
  }

  /** Only the first one: the others follow from it. */
  private void warned(String warning) {
    if (text == null && OF_PIXELS.stream().anyMatch(warning::startsWith)) {
      text = warning;
    }
  }

  /** What the JDK does not know tells nothing about the file. */
  private void failed(Exception failure) {
    String reason =
        Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
            .map(each -> each instanceof EOFException ? "Insufficient data" : each.getMessage())
            .reduce(null, (outer, inner) -> inner == null ? outer : inner);
    boolean unsupported =
        failure instanceof IllegalArgumentException
            || failure instanceof UnsupportedOperationException
            || (reason != null && NOT_SUPPORTED.stream().anyMatch(reason::startsWith));
    if (!unsupported) {
      text =
          failure instanceof IOException && reason != null ? reason : "its data cannot be unpacked";
    }
  }
}
