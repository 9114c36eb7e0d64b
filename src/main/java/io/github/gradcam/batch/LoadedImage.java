package io.github.gradcam.batch;

import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An image on its way: its file, the pixels for the network, and the image itself where it is
 * small. A large one is read again for drawing, so that waiting images take little memory.
 */
public final class LoadedImage {

  private static final int SMALL = 4_000_000;

  private final Path file;
  private final byte[] input;
  private final int width;
  private final int height;
  private final @Nullable String doubt;
  private final @Nullable RgbImage kept;

  private LoadedImage(Path file, byte[] input, RgbImage image, @Nullable String doubt) {
    this.file = file;
    this.doubt = doubt;
    this.input = input;
    this.width = image.width();
    this.height = image.height();
    this.kept = (long) width * height <= SMALL ? image : null;
  }

  /**
   * Reads an image and makes the network's input of it.
   *
   * @param file an image file
   * @param inputSize rows and columns of the network's input
   * @return the image
   * @throws ImageReadException if it cannot be read
   */
  static LoadedImage read(Path file, int inputSize) throws ImageReadException {
    DecodedImage decoded = ImageFiles.readDecoded(file);
    RgbImage image = decoded.image();
    byte[] input = InputPixels.of(image, inputSize);
    return new LoadedImage(file, input, image, decoded.doubt());
  }

  /** {@return where it came from} */
  public Path file() {
    return file;
  }

  /** {@return its columns as drawn} */
  public int width() {
    return width;
  }

  /** {@return its rows as drawn} */
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
   * The image.
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
