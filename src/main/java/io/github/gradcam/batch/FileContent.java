package io.github.gradcam.batch;

import io.github.gradcam.image.DecodedImage;
import io.github.gradcam.image.ImageFiles;
import io.github.gradcam.image.ImageReadException;
import java.nio.file.Path;

/** An image that stays in its file until it is decoded. */
record FileContent(Path file) implements ImageContent {

  /** The image of a file, without a label. */
  static ImageEntry entry(Path file) {
    return new ImageEntry(PathText.of(file), null, null, new FileContent(file));
  }

  @Override
  public DecodedImage decode() throws ImageReadException {
    return ImageFiles.readDecoded(file);
  }
}
