package io.github.gradcam.explain.trial;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * A few images to try a network with.
 *
 * @param pixels uint8 RGB, one image after the other
 * @param count how many
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record SampleImages(byte[] pixels, int count) {

  private static final int COUNT = 4;

  /**
   * The images that ship; coarse noise where they are missing.
   *
   * @param size rows and columns
   * @param home the folder of the program
   * @return at least one image
   */
  public static SampleImages of(int size, Path home) {
    List<byte[]> inputs = photos(size, home.resolve("data"));
    return inputs.isEmpty()
        ? ofNoise(size)
        : new SampleImages(InputPixels.joined(inputs), inputs.size());
  }

  /**
   * Coarse noise, the same in each run.
   *
   * @param size rows and columns
   * @return two images
   */
  public static SampleImages ofNoise(int size) {
    List<byte[]> inputs = List.of(InputPixels.of(noise(8), size), InputPixels.of(noise(32), size));
    return new SampleImages(InputPixels.joined(inputs), inputs.size());
  }

  private static List<byte[]> photos(int size, Path folder) {
    List<byte[]> photos = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file :
            files.filter(path -> path.toString().endsWith(".jpg")).sorted().limit(COUNT).toList()) {
          photos.add(InputPixels.of(ImageFiles.read(file), size));
        }
      } catch (IOException | ImageReadException e) {
        LoggerFactory.getLogger(SampleImages.class)
            .debug("No sample images: {}", FailureWords.of(e));
      }
    }
    return photos;
  }

  private static RgbImage noise(int side) {
    byte[] pixels = new byte[side * side * RgbImage.CHANNELS];
    new Random(side).nextBytes(pixels);
    return new RgbImage(side, side, pixels);
  }
}
