package io.github.gradcam.serve.protocol;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.serve.http.WebFault;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the images of one request, of a bounded number and of a bounded number of pixels
 * together; what an image declares counts before any pixel is decoded.
 */
final class ImageIntake {

  private final long mostPixels;
  private final int mostImages;
  private long pixels;
  private int images;

  ImageIntake(long mostPixels, int mostImages) {
    this.mostPixels = mostPixels;
    this.mostImages = mostImages;
  }

  /**
   * An image as it was sent.
   *
   * @param pixels its pixels
   * @param doubt why they may be wrong; null where nothing says so
   */
  record Taken(RgbImage pixels, @Nullable String doubt) {}

  /** Decodes the content of an image file. */
  Taken file(byte[] bytes) throws WebFault {
    countImage();
    if (bytes.length == 0) {
      throw bad("Expected an image file, found nothing");
    }
    try {
      ImageFiles.Size size = ImageFiles.size(bytes, "image");
      count(size.width(), size.height());
      DecodedImage decoded = ImageFiles.decoded(bytes, "image");
      return new Taken(decoded.image(), decoded.doubt());
    } catch (ImageReadException e) {
      throw bad(
          "Expected a JPEG, PNG, WebP, BMP, TIFF or GIF that is whole, found: "
              + FailureWords.of(e));
    }
  }

  /** Takes pixels, uint8 RGB row by row. */
  Taken array(byte[] rgb, int width, int height) throws WebFault {
    countImage();
    count(width, height);
    return new Taken(new RgbImage(width, height, rgb), null);
  }

  private void countImage() throws WebFault {
    images++;
    if (images > mostImages) {
      throw new WebFault(
          WebFault.TOO_LARGE,
          "Expected at most %d images in one request, found more; send several requests, or start the server with a larger --max-parts"
              .formatted(mostImages));
    }
  }

  /** Before the memory of an image is taken. */
  void count(long width, long height) throws WebFault {
    pixels += width * height;
    if (pixels > mostPixels) {
      throw new WebFault(
          WebFault.TOO_LARGE,
          "Expected at most %,d pixels in one request, found an image of %d x %d; make it smaller, or start the server with a larger --max-pixels"
              .formatted(mostPixels, width, height));
    }
  }

  static WebFault bad(String sentence) {
    return new WebFault(WebFault.BAD_REQUEST, sentence);
  }
}
