package io.github.gradcam.batch;

import io.github.gradcam.image.Sha256;

/**
 * Where the heatmap of an image is written: a name that depends on the image's path alone, so that
 * whoever explains it again writes the same file. The files spread over 65,536 folders; a million
 * leave about 15 in each.
 */
final class HeatmapName {

  private static final int DIGITS = 16;
  private static final int LONGEST_STEM = 60;

  private HeatmapName() {}

  /** Relative to the output folder: {@code heatmaps/1f/a0/STEM-1fa0....jpg}. */
  static String of(String path, String extension) {
    String digest = Sha256.hex(path).substring(0, DIGITS);
    return "heatmaps/%s/%s/%s-%s%s"
        .formatted(digest.substring(0, 2), digest.substring(2, 4), stem(path), digest, extension);
  }

  /** The file's own name, of signs that every file system takes. */
  private static String stem(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String stem = (dot > 0 ? name.substring(0, dot) : name).replaceAll("[^A-Za-z0-9._-]+", "_");
    return stem.substring(0, Math.min(stem.length(), LONGEST_STEM));
  }
}
