package io.github.gradcam.batch;

import io.github.gradcam.image.ImageFiles;
import io.github.gradcam.image.ImageReadException;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
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
  private final @Nullable RgbImage kept;

  private Photo(Path file, byte[] input, RgbImage image) {
    this.file = file;
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
    RgbImage image = ImageFiles.read(file);
    return new Photo(file, Resize.bilinear(image, inputSize, inputSize).pixels(), image);
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
