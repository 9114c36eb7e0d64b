package io.github.gradcam.cli;

import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The images that ship, small and as often as a test wants them. */
final class SmallImageFiles {

  private static final int SIZE = 150;

  private SmallImageFiles() {}

  /** Writes {@code 000.jpg} and so on. */
  static void write(Path folder, int count) throws Exception {
    Files.createDirectories(folder);
    List<Path> photos = photos();
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve("%03d.jpg".formatted(i));
      if (i < photos.size()) {
        RgbImage photo = ImageFiles.read(photos.get(i));
        ImageFiles.write(Resize.bilinear(photo, SIZE, SIZE), file);
      } else {
        Files.copy(folder.resolve("%03d.jpg".formatted(i % photos.size())), file);
      }
    }
  }

  private static List<Path> photos() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("data"))) {
      return files.filter(ImageFiles::hasImageExtension).sorted().toList();
    }
  }
}
