package io.github.gradcam.batch.input;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All that going through inputs gives, in memory, with what failed on the way. */
record Collected(List<ImageEntry> entries, List<String> failures) {

  static Collected of(Path output, Object... inputs) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Object input : inputs) {
      texts.add(input.toString());
    }
    return of(ImageInputs.of(texts, output, ListColumns.DEFAULT));
  }

  static Collected of(ImageCollection images) throws IOException {
    try (ImageCollection.Entries entries = images.open()) {
      return of(entries);
    }
  }

  static Collected of(ImageCollection.Entries entries) {
    Collected collected = new Collected(new ArrayList<>(), new ArrayList<>());
    while (collected.failures.size() < 20) {
      try {
        ImageEntry entry = entries.next();
        if (entry == null) {
          return collected;
        }
        collected.entries.add(held(entry));
      } catch (IOException e) {
        collected.failures.add(e.getMessage());
      }
    }
    throw new AssertionError("Expected an end, found failure after failure: " + collected.failures);
  }

  private static ImageEntry held(ImageEntry entry) throws IOException {
    return new ImageEntry(entry.path(), entry.label(), entry.target(), entry.content().held());
  }

  /** Paths behind a folder, with / at their start. */
  List<String> paths(Path folder) {
    String start = PathText.of(folder);
    return entries.stream().map(ImageEntry::path).map(path -> cut(path, start)).toList();
  }

  private static String cut(String path, String start) {
    return path.startsWith(start) ? path.substring(start.length()) : path;
  }

  /** The columns of each image, which tests use to tell them apart; -1 for an unreadable one. */
  List<Integer> widths() {
    return entries.stream().map(Collected::width).toList();
  }

  private static int width(ImageEntry entry) {
    try {
      return entry.content().decode().width();
    } catch (ImageReadException e) {
      return -1;
    }
  }

  /** Why an image cannot be read. */
  String reason(int index) {
    try {
      entries.get(index).content().decode();
      return "none";
    } catch (ImageReadException e) {
      return e.getMessage();
    }
  }

  /** Writes a grey image of some columns and one row. */
  static Path picture(Path file, int width) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    ImageFiles.write(new RgbImage(width, 1, new byte[width * 3]), file);
    return file;
  }

  /** A PNG of some columns and one row. */
  static byte[] png(int width) throws IOException {
    Path file = Files.createTempFile("picture", ".png");
    try {
      return Files.readAllBytes(picture(file, width));
    } finally {
      Files.delete(file);
    }
  }
}
