package io.github.gradcam.image.codec;

/**
 * What a file says about its image before any pixel is decoded.
 *
 * @param format how it is coded
 * @param width stored columns, before the orientation is applied
 * @param height stored rows
 * @param orientation EXIF's 1..8; 1 is upright
 * @param alpha whether pixels may be transparent
 * @param wholeInMemory whether decoding at a smaller scale needs the whole image in memory
 */
record ImageHeader(
    ImageFormat format,
    int width,
    int height,
    int orientation,
    boolean alpha,
    boolean wholeInMemory) {

  /** Reads the header and checks that the file is whole. */
  static ImageHeader of(byte[] bytes, String name) throws ImageReadException {
    ImageFormat format = ImageFormat.of(bytes, name);
    try {
      ImageHeader header =
          switch (format) {
            case JPEG -> JpegMarkers.header(bytes);
            case PNG -> PngChunks.header(bytes);
            case WEBP -> WebpChunks.header(bytes);
            case BMP, TIFF, GIF -> SubsampledReader.header(format, bytes);
          };
      if (header.width < 1 || header.height < 1) {
        throw new ImageReadException(
            "expected an image of at least 1 x 1 pixels, found %d x %d"
                .formatted(header.width, header.height));
      }
      return header;
    } catch (IndexOutOfBoundsException e) {
      throw new ImageReadException(name + ": the " + format + " file is truncated");
    } catch (ImageReadException e) {
      throw new ImageReadException(name + ": " + e.getMessage());
    }
  }

  long pixels() {
    return (long) width * height;
  }

  /** What is left where every n-th pixel of every n-th row is kept. */
  long pixels(int n) {
    return ((width + n - 1L) / n) * ((height + n - 1L) / n);
  }

  /** The size of the upright image, whose columns may be the stored rows. */
  ImageFiles.Size upright() {
    return orientation >= 5
        ? new ImageFiles.Size(height, width)
        : new ImageFiles.Size(width, height);
  }
}
