package io.github.gradcam.image.codec;

import io.github.gradcam.image.Mask;
import io.github.gradcam.image.OpenCv;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Reads and writes image files. What is read is upright (EXIF), 8-bit RGB, opaque over white.
 *
 * <p>An image of more than {@link #MAX_PIXELS} is read at a reduced size, so that its memory stays
 * bounded; {@link #size} tells the size in the file.
 */
public final class ImageFiles {

  /** The most pixels that an image has once it is read; larger ones are reduced. */
  public static final int MAX_PIXELS = 26_000_000;

  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "jpe", "png", "bmp", "webp", "tif", "tiff", "gif");

  private ImageFiles() {}

  /** Loads what reading and drawing need: about as long as an image takes, once. */
  public static void prepare() {
    OpenCv.load();
  }

  /**
   * The size of an image as the file has it, upright, before any reduction.
   *
   * @param width columns
   * @param height rows
   */
  public record Size(int width, int height) {}

  /**
   * Reads an image.
   *
   * @param file a JPEG, PNG, WebP, BMP, TIFF or GIF, told by its content, not its name
   * @return its pixels, upright
   * @throws ImageReadException if it cannot be read, is no image, is truncated or too large
   */
  public static RgbImage read(Path file) throws ImageReadException {
    return readDecoded(file).image();
  }

  /**
   * Reads an image, and keeps what is known of it besides.
   *
   * @param file a JPEG, PNG, WebP, BMP, TIFF or GIF, told by its content, not its name
   * @return its pixels, upright, its size in the file, and whether they are in doubt
   * @throws ImageReadException if it cannot be read, is no image, is truncated or too large
   */
  public static DecodedImage readDecoded(Path file) throws ImageReadException {
    return StoredImage.open(file).decode();
  }

  /**
   * Decodes an image.
   *
   * @param bytes the content of a JPEG, PNG, WebP, BMP, TIFF or GIF file
   * @param name what to call it in an error
   * @return its pixels, upright
   * @throws ImageReadException if it is no image, is truncated or too large
   */
  public static RgbImage decode(byte[] bytes, String name) throws ImageReadException {
    return decoded(bytes, name).image();
  }

  /**
   * Decodes an image, and keeps what is known of it besides.
   *
   * @param bytes the content of a JPEG, PNG, WebP, BMP, TIFF or GIF file
   * @param name what to call it in an error
   * @return its pixels, upright, its size in the file, and whether they are in doubt
   * @throws ImageReadException if it is no image, is truncated or too large
   */
  public static DecodedImage decoded(byte[] bytes, String name) throws ImageReadException {
    return StoredImage.of(bytes, name).decode();
  }

  /**
   * Tells how large the image in a file is; an image that was read may have been reduced.
   *
   * @param file an image file
   * @return its size, upright
   * @throws ImageReadException if it cannot be read, is no image or is truncated
   */
  public static Size size(Path file) throws ImageReadException {
    return StoredImage.open(file).header().upright();
  }

  /**
   * Tells how large an image is before it is decoded.
   *
   * @param bytes the content of a JPEG, PNG, WebP, BMP, TIFF or GIF file
   * @param name what to call it in an error
   * @return its size, upright
   * @throws ImageReadException if it is no image or is truncated
   */
  public static Size size(byte[] bytes, String name) throws ImageReadException {
    return StoredImage.of(bytes, name).header().upright();
  }

  /**
   * Writes an image; the file appears whole or not at all.
   *
   * @param image the image
   * @param file where to, with a name that ends in .png, .jpg, .jpeg, .bmp, .tif, .tiff or .webp
   * @throws IOException if the folder cannot be written to
   * @throws IllegalArgumentException if the name ends otherwise
   */
  public static void write(RgbImage image, Path file) throws IOException {
    EncodedImage.of(image, extension(file)).save(file);
  }

  /**
   * Codes an image as a file would hold it.
   *
   * @param image the image
   * @param extension png, jpg, jpeg, bmp, tif, tiff or webp
   * @return the file's content
   * @throws IllegalArgumentException if the extension is another
   */
  public static byte[] encode(RgbImage image, String extension) {
    return EncodedImage.of(image, extension).bytes();
  }

  /**
   * Codes an image as a JPEG file would hold it.
   *
   * @param image the image
   * @param quality 1 for the smallest file to 100 for the best image
   * @return the file's content
   * @throws IllegalArgumentException if there is no such quality
   */
  public static byte[] encodeJpeg(RgbImage image, int quality) {
    return EncodedImage.jpeg(image, quality).bytes();
  }

  /**
   * Writes a mask as a PNG of one 8-bit channel, 0 or 255; the file appears whole or not at all.
   *
   * @param mask the mask
   * @param png where to, with a name that ends in .png
   * @throws IOException if the folder cannot be written to
   * @throws IllegalArgumentException if the name ends otherwise: other formats lose values
   */
  public static void writeMask(Mask mask, Path png) throws IOException {
    if (!extension(png).equals("png")) {
      throw new IllegalArgumentException("Expected a name that ends in .png, found " + png);
    }
    EncodedImage.png(mask).save(png);
  }

  /**
   * Tells image files by name.
   *
   * @param file a path; it need not exist
   * @return whether its name ends as those of images do, in upper or lower case
   */
  public static boolean hasImageExtension(Path file) {
    return EXTENSIONS.contains(extension(file));
  }

  /**
   * Tells images by name where there is no file, as in an archive.
   *
   * @param name a file name, which may have folders before it
   * @return whether it ends as those of images do, in upper or lower case
   */
  public static boolean hasImageExtension(String name) {
    return EXTENSIONS.contains(extension(name));
  }

  private static String extension(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : extension(name.toString());
  }

  private static String extension(String text) {
    return text.substring(text.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
