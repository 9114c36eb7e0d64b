package io.github.gradcam.image;

import javax.imageio.stream.ImageInputStream;

/**
 * Picks how to decode a picture so that no more pixels than are needed, and no more than a bounded
 * number, are in memory.
 */
final class BoundedDecoder {

  /** A side to keep that asks for all pixels that the bound allows. */
  static final int WHOLE = Integer.MAX_VALUE;

  /** What the decoder itself may hold of a picture that it cannot read piece by piece. */
  private static final long MAX_PIXELS_IN_DECODER = 4L * ImageFiles.MAX_PIXELS;

  private static final int LARGEST_DENOMINATOR = 8;

  private BoundedDecoder() {}

  /** Decodes the file's content; of a JPEG, the shorter side keeps at least {@code side}. */
  static RgbImage decode(byte[] bytes, ImageHeader header, int side) throws ImageReadException {
    boolean fits = header.pixels() <= ImageFiles.MAX_PIXELS;
    return switch (header.format()) {
      case JPEG -> NativeDecoder.decode(bytes, header, denominator(header, side));
      case WEBP -> NativeDecoder.decode(bytes, header, denominator(header, WHOLE));
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
    RgbImage image = SubsampledReader.read(header.format(), stream, Math.max(1, step));
    return ExifOrientation.apply(image, header.orientation());
  }

  /**
   * The largest of 1, 2, 4, 8 that keeps the side, or a larger one where the bound asks for it. A
   * scaled side is rounded up, as libjpeg does.
   */
  static int denominator(ImageHeader header, int side) throws ImageReadException {
    int shorter = Math.min(header.width(), header.height());
    int denominator = boundedDenominator(header);
    while (denominator < LARGEST_DENOMINATOR && (shorter - 1) / (2 * denominator) + 1 >= side) {
      denominator *= 2;
    }
    return denominator;
  }

  private static int boundedDenominator(ImageHeader header) throws ImageReadException {
    int denominator = 1;
    while (header.pixels() / ((long) denominator * denominator) > ImageFiles.MAX_PIXELS) {
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
