package io.github.gradcam.image.codec;

import io.github.gradcam.image.RgbImage;
import javax.imageio.stream.ImageInputStream;

/** Picks how to decode an image so that no more than a bounded number of pixels is in memory. */
final class BoundedDecoder {

  /** What the decoder itself may hold of an image that it cannot read piece by piece. */
  private static final long MAX_PIXELS_IN_DECODER = 4L * ImageFiles.MAX_PIXELS;

  private static final int LARGEST_DENOMINATOR = 8;

  private BoundedDecoder() {}

  /** Decodes the file's content. */
  static RgbImage decode(byte[] bytes, ImageHeader header) throws ImageReadException {
    boolean fits = header.pixels() <= ImageFiles.MAX_PIXELS;
    return switch (header.format()) {
      case JPEG, WEBP -> NativeDecoder.decode(bytes, header, denominator(header));
      case GIF -> subsampled(header, new BytesInputStream(bytes));
      case PNG, BMP, TIFF ->
          fits
              ? NativeDecoder.decode(bytes, header, 1)
              : subsampled(header, new BytesInputStream(bytes));
    };
  }

  /** Decodes by the JDK, keeping as many pixels as are allowed. */
  static RgbImage subsampled(ImageHeader header, ImageInputStream stream)
      throws ImageReadException {
    int step = (int) Math.ceil(Math.sqrt(header.pixels() / (double) ImageFiles.MAX_PIXELS));
    while (header.pixels(step) > ImageFiles.MAX_PIXELS) { // sides round up, thin ones by much
      step++;
    }
    RgbImage image = SubsampledReader.read(header.format(), stream, step);
    return ExifOrientation.apply(image, header.orientation());
  }

  /** The smallest of 1, 2, 4, 8 that keeps to the bound. */
  static int denominator(ImageHeader header) throws ImageReadException {
    int denominator = 1;
    while (header.pixels(denominator) > ImageFiles.MAX_PIXELS) {
      denominator *= 2;
    }
    if (denominator > LARGEST_DENOMINATOR || header.pixels() > limit(header)) {
      throw new ImageReadException(
          "expected %s of at most %d megapixels, found %d x %d; make it smaller"
              .formatted(
                  header.wholeInMemory() ? "a progressive JPEG or WebP" : "a JPEG",
                  limit(header) / 1_000_000,
                  header.width(),
                  header.height()));
    }
    return denominator;
  }

  private static long limit(ImageHeader header) {
    return header.wholeInMemory()
        ? MAX_PIXELS_IN_DECODER
        : (long) ImageFiles.MAX_PIXELS * LARGEST_DENOMINATOR * LARGEST_DENOMINATOR;
  }
}
