package io.github.gradcam.batch.input;

import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.nio.file.Path;

/** An image that stays in its file until it is decoded. */
public record FileContent(Path file) implements ImageContent {

  /** The image of a file, without a label. */
  public static ImageEntry entry(Path file) {
    return new ImageEntry(PathText.of(file), null, null, new FileContent(file));
  }

  @Override
  public DecodedImage decode() throws ImageReadException {
    return ImageFiles.readDecoded(file);
  }
}
