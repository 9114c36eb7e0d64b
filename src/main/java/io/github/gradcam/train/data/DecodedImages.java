package io.github.gradcam.train.data;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Decodes images, and keeps as many of the decoded ones in memory as a limit allows; those beyond
 * it are decoded each time. Safe for many threads.
 */
public final class DecodedImages {

  private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
  private final ImageSet images;
  private final List<Example> examples;
  private final long limitBytes;
  private final AtomicLong keptBytes = new AtomicLong();
  private final AtomicReferenceArray<@Nullable RgbImage> kept;

  /**
   * Prepares to decode.
   *
   * @param images where the bytes come from
   * @param examples the images to decode
   * @param limitBytes how many bytes of decoded pixels may stay in memory; 0 keeps none
   */
  public DecodedImages(ImageSet images, List<Example> examples, long limitBytes) {
    this.images = images;
    this.examples = examples;
    this.limitBytes = limitBytes;
    this.kept = new AtomicReferenceArray<>(examples.size());
  }

  /**
   * Gives a quarter of the largest heap.
   *
   * @return bytes
   */
  public static long defaultLimit() {
    return Runtime.getRuntime().maxMemory() / 4;
  }

  /**
   * Counts the decoded pixels in memory.
   *
   * @return bytes, at most the limit
   */
  long keptBytes() {
    return keptBytes.get();
  }

  /**
   * Gives one image.
   *
   * @param index its position in the list
   * @return the image at its own size; shared, not to be changed
   * @throws IOException if the file cannot be read
   * @throws ImageReadException if it is no readable image
   */
  RgbImage get(int index) throws IOException, ImageReadException {
    RgbImage known = kept.get(index);
    if (known != null) {
      return known;
    }
    Example example = examples.get(index);
    DecodedImage decoded = ImageFiles.decoded(images.read(example), example.path());
    if (decoded.doubt() != null) {
      doubtful.add(example.path());
    }
    keep(index, decoded.image());
    return decoded.image();
  }

  /** Those decoded so far of which a decoder complained, by path. */
  public DoubtfulImages doubtful() {
    return new DoubtfulImages(doubtful.stream().sorted().toList());
  }

  private void keep(int index, RgbImage decoded) {
    int bytes = decoded.pixels().length;
    if (keptBytes.addAndGet(bytes) > limitBytes || !kept.compareAndSet(index, null, decoded)) {
      keptBytes.addAndGet(-bytes);
    }
  }
}
