package io.github.gradcam.train.data;

import java.nio.file.Path;

/**
 * One image of a data set.
 *
 * @param path where the image is, as users read it; inside a zip file {@code archive.zip!/entry}
 * @param classIndex the position of its class in {@link ImageSet#labels()}, or {@link #UNLABELLED}
 * @param file the file to read, in the default or in a zip file system
 */
public record Example(String path, int classIndex, Path file) {

  /** The class index of an image that has no label. */
  public static final int UNLABELLED = -1;

  /**
   * Gives the image another class index.
   *
   * @param index the position of its class in another list of labels
   * @return the same image with that index
   */
  Example withClassIndex(int index) {
    return new Example(path, index, file);
  }
}
