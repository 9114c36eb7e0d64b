package io.github.gradcam.batch;

import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A photo on its way: its file, the pixels for the network, and the picture itself where it is
 * small. A large one is read again for drawing, so that waiting photos take little memory.
 */
public final class Photo {

  private static final int SMALL = 4_000_000;

  private final Path file;
  private final byte[] input;
  private final int width;
  private final int height;
  private final @Nullable String doubt;
  private final @Nullable RgbImage kept;

  private Photo(Path file, byte[] input, RgbImage image, @Nullable String doubt) {
    this.file = file;
    this.doubt = doubt;
    this.input = input;
    this.width = image.width();
    this.height = image.height();
    this.kept = (long) width * height <= SMALL ? image : null;
  }

  /**
   * Reads a photo and makes the network's input of it.
   *
   * @param file an image file
   * @param inputSize rows and columns of the network's input
   * @return the photo
   * @throws ImageReadException if it cannot be read
   */
  static Photo read(Path file, int inputSize) throws ImageReadException {
    DecodedImage decoded = ImageFiles.readDecoded(file);
    RgbImage image = decoded.image();
    byte[] input = InputPixels.of(image, inputSize);
    return new Photo(file, input, image, decoded.doubt());
  }

  /**
   * Where it came from.
   *
   * @return the file
   */
  public Path file() {
    return file;
  }

  /**
   * Its columns as drawn.
   *
   * @return pixels
   */
  public int width() {
    return width;
  }

  /**
   * Its rows as drawn.
   *
   * @return pixels
   */
  public int height() {
    return height;
  }

  /**
   * Why its pixels may be wrong in parts.
   *
   * @return a sentence; null where nothing says so
   */
  public @Nullable String doubt() {
    return doubt;
  }

  /**
   * The picture.
   *
   * @return at its own size, upright
   * @throws ImageReadException if it has to be read again and cannot be
   */
  public RgbImage image() throws ImageReadException {
    return kept == null ? ImageFiles.read(file) : kept;
  }

  byte[] input() {
    return input;
  }
}
