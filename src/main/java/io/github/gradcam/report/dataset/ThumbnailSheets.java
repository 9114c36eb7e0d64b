package io.github.gradcam.report.dataset;

import io.github.gradcam.image.FileBytes;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.Sha256;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Thumbnails in sheets of {@link #COLUMNS} x {@link #COLUMNS} cells, one JPEG a sheet, of which one
 * is in memory: 12 MB here, 16 MB once a browser has decoded it. The files are named by their
 * content, so that a page never shows the sheets of another.
 */
final class ThumbnailSheets {

  /** Cells side by side, and one below the other, in a sheet: 2016 pixels. */
  static final int COLUMNS = 21;

  /** 10,000 scenes take 26 MB, and look as sharp as at 92, where they take 44. */
  private static final int QUALITY = 80;

  private static final int SIDE = ThumbnailCell.SIDE;
  private static final int WIDTH = COLUMNS * SIDE;
  private static final byte GREY = (byte) 0x80;
  private static final int DIGITS = 16;
  private static final Pattern NAME = Pattern.compile("sheet-[0-9a-f]{16}\\.jpg");

  private final Path folder;
  private final byte[] pixels = new byte[WIDTH * WIDTH * RgbImage.CHANNELS];
  private final List<String> names = new ArrayList<>();
  private final Set<String> made = new HashSet<>();
  private int used;

  /** Sheets in a folder, which is made with the first of them. */
  ThumbnailSheets(Path folder) {
    this.folder = folder;
    Arrays.fill(pixels, GREY);
  }

  /** Goes on after sheets that were written before. */
  void resume(List<String> written) {
    names.addAll(written);
  }

  /** Whether a sheet is there. */
  boolean has(String name) {
    return Files.isRegularFile(folder.resolve(name));
  }

  /** Adds an image, scaled down where it is larger than a cell; writes a sheet that is full. */
  ThumbnailCell add(RgbImage image) throws IOException {
    RgbImage thumbnail = Resize.within(image, SIDE);
    ThumbnailCell cell =
        new ThumbnailCell(
            names.size(),
            used % COLUMNS * SIDE,
            used / COLUMNS * SIDE,
            thumbnail.width(),
            thumbnail.height());
    int row = thumbnail.width() * RgbImage.CHANNELS;
    for (int y = 0; y < thumbnail.height(); y++) {
      int to = ((cell.y() + y) * WIDTH + cell.x()) * RgbImage.CHANNELS;
      System.arraycopy(thumbnail.pixels(), y * row, pixels, to, row);
    }
    used++;
    if (used == COLUMNS * COLUMNS) {
      finish();
    }
    return cell;
  }

  /** Writes the last sheet, which has no more rows than it needs. */
  void finish() throws IOException {
    if (used == 0) {
      return;
    }
    int rows = (used + COLUMNS - 1) / COLUMNS * SIDE;
    byte[] content = Arrays.copyOf(pixels, WIDTH * rows * RgbImage.CHANNELS);
    byte[] jpeg = ImageFiles.encodeJpeg(new RgbImage(WIDTH, rows, content), QUALITY);
    String name = "sheet-" + Sha256.hex(jpeg).substring(0, DIGITS) + ".jpg";
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      made.add(name);
    }
    FileBytes.write(file, jpeg);
    names.add(name);
    used = 0;
    Arrays.fill(pixels, GREY);
  }

  /** The names of the files so far, by sheet. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Deletes the sheets that were not there before. */
  void discard() throws IOException {
    for (String name : made) {
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  /** Deletes the sheets of earlier reports. */
  void discardOthers() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> others;
    try (Stream<Path> files = Files.list(folder)) {
      others = files.filter(file -> isOther(file.getFileName().toString())).toList();
    }
    for (Path other : others) {
      Files.deleteIfExists(other);
    }
  }

  private boolean isOther(String name) {
    return NAME.matcher(name).matches() && !names.contains(name);
  }
}
