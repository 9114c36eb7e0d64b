package io.github.gradcam;

import io.github.gradcam.batch.LoadedImage;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.BufferedImages;
import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An image to explain, of any size: 8-bit RGB, upright, opaque over white. */
public final class InputImage {

  private final String name;
  private final RgbImage pixels;
  private final @Nullable String doubt;

  private InputImage(String name, RgbImage pixels, @Nullable String doubt) {
    this.name = name;
    this.pixels = pixels;
    this.doubt = doubt;
  }

  /**
   * Takes an image of the JDK. {@code ImageIO.read} turns no image upright; {@link #read} does.
   *
   * @param image of any type; grey and RGB values are taken as they are stored
   * @return the image
   */
  public static InputImage of(BufferedImage image) {
    return new InputImage("image", BufferedImages.rgb(image), null);
  }

  /**
   * Takes pixels.
   *
   * @param rgb uint8 [height][width][R, G, B], row by row; copied
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @return the image
   * @throws IllegalArgumentException if there are not {@code 3 * width * height} bytes
   */
  public static InputImage ofRgb(byte[] rgb, int width, int height) {
    return new InputImage("image", new RgbImage(width, height, rgb.clone()), null);
  }

  /**
   * Reads a file.
   *
   * @param file a JPEG, PNG, WebP, BMP, TIFF or GIF, told by its content; turned upright as its
   *     EXIF says; of more than 26 million pixels read at a reduced size
   * @return the image
   * @throws GradcamException if it cannot be read, is no image, is truncated or too large
   */
  public static InputImage read(Path file) {
    return GradcamException.telling(
        () -> of(String.valueOf(file.getFileName()), ImageFiles.readDecoded(file)));
  }

  /**
   * Decodes the content of a file.
   *
   * @param file a JPEG, PNG, WebP, BMP, TIFF or GIF, as {@link #read} takes it
   * @return the image
   * @throws GradcamException if it is no image, is truncated or too large
   */
  public static InputImage decode(byte[] file) {
    return GradcamException.telling(() -> of("image", ImageFiles.decoded(file, "image")));
  }

  /** An image on its way through a run over files. */
  static InputImage of(LoadedImage photo) throws ImageReadException {
    return new InputImage(String.valueOf(photo.file().getFileName()), photo.image(), photo.doubt());
  }

  private static InputImage of(String name, DecodedImage decoded) {
    return new InputImage(name, decoded.image(), decoded.doubt());
  }

  /** {@return its columns} */
  public int width() {
    return pixels.width();
  }

  /** {@return its rows} */
  public int height() {
    return pixels.height();
  }

  String name() {
    return name;
  }

  RgbImage pixels() {
    return pixels;
  }

  /** Why its pixels may be wrong in parts; null where nothing says so. */
  @Nullable String doubt() {
    return doubt;
  }

  /** The network's input, uint8 RGB [size, size, 3]. */
  byte[] input(int size) {
    return InputPixels.of(pixels, size);
  }
}
