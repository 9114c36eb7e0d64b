package io.github.gradcam.cli;

import io.github.gradcam.batch.gallery.ImageInput;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.train.data.Example;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Images drawn at random from a data set or a folder.
 *
 * @param photos in the order drawn
 * @param others that were not drawn
 * @param source holds a zip file open until closed; null for a folder
 */
record ImageSample(List<Path> photos, List<Path> others, @Nullable ImageSet source)
    implements AutoCloseable {

  /**
   * Draws images.
   *
   * @param data a labelled data set, whose test part is meant, or any folder of images
   * @param count how many; all where there are fewer
   * @param seed of the draw
   * @param output left out where it lies in the folder
   * @param console is told where there are fewer
   * @return the caller's to close
   * @throws IOException if there are no images
   */
  static ImageSample of(Path data, int count, long seed, Path output, Console console)
      throws IOException {
    ImageSet source = holdsImages(data) ? null : ImageSet.open(data, Split.TEST);
    List<Path> all =
        new ArrayList<>(
            source == null
                ? ImageInput.list(List.of(data), output).stream().map(ImageInput::path).toList()
                : source.examples().stream().map(Example::file).toList());
    Collections.shuffle(all, new Random(seed));
    if (all.size() < count) {
      console.note("Taking all %d images of %s".formatted(all.size(), data));
    }
    int drawn = Math.min(count, all.size());
    return new ImageSample(
        List.copyOf(all.subList(0, drawn)), List.copyOf(all.subList(drawn, all.size())), source);
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
  }

  /** A folder with images in it has no classes, or is one. */
  private static boolean holdsImages(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(data)) {
      return inside.anyMatch(
          file -> Files.isRegularFile(file) && ImageFiles.hasImageExtension(file));
    }
  }
}
