package io.github.gradcam.report.dataset;

import io.github.gradcam.image.FileBytes;
import io.github.gradcam.image.RgbImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a report: {@code index.html}, {@code findings.json}, sheets of thumbnails in {@code
 * images/} and lists of images in {@code selections/}. Thumbnails come first, one after the other;
 * the report then says which is whose.
 *
 * <p>Each file appears whole or not at all, the page last. A report that is not finished leaves an
 * earlier one as it was, and none of its own files but what is in {@link #unfinished} and the
 * sheets that it needs. For one thread.
 */
public final class ReportFolder implements Closeable {

  /** Name of the page. */
  public static final String PAGE = "index.html";

  /** Name of the file of findings. */
  public static final String FINDINGS = "findings.json";

  private static final String UNFINISHED = "unfinished.bin";

  private final Path folder;
  private final ThumbnailSheets sheets;
  private boolean written;

  private ReportFolder(Path folder) {
    this.folder = folder;
    this.sheets = new ThumbnailSheets(folder.resolve(ReportPage.IMAGES));
  }

  /**
   * Begins a report.
   *
   * @param folder where it goes; made when the first file is written
   * @return what takes thumbnails, then the report; the caller closes it
   */
  public static ReportFolder open(Path folder) {
    return new ReportFolder(folder.toAbsolutePath().normalize());
  }

  /**
   * Adds a thumbnail of an image, a crop or a mean image. Those that a page shows side by side, as
   * the images of a group, are best added one after the other.
   *
   * @param image of any size; it is scaled down to fit a cell
   * @return where it lies
   * @throws IOException if a sheet cannot be written
   */
  public ThumbnailCell thumbnail(RgbImage image) throws IOException {
    return sheets.add(image);
  }

  /**
   * Tells where whoever makes a report may keep what is done of it, to go on from. The file is
   * deleted once a report is written; while it is there, sheets stay that no report has yet.
   *
   * @return a file, which may be missing, as may its folder
   */
  public Path unfinished() {
    return folder.resolve(UNFINISHED);
  }

  /**
   * Goes on after sheets that a report before this one wrote, which was not finished.
   *
   * @param names of {@link #sheets}, each of which {@link #hasSheet}
   */
  public void resume(List<String> names) {
    sheets.resume(names);
  }

  /**
   * Looks for a sheet.
   *
   * @param name of it
   * @return whether it is there
   */
  public boolean hasSheet(String name) {
    return sheets.has(name);
  }

  /** {@return the names of the sheets that are full and written, in their order} */
  public List<String> sheets() {
    return sheets.names();
  }

  /**
   * Writes the report, and deletes what an earlier one left in the folder; once.
   *
   * @param report what it says, with the cells that {@link #thumbnail} gave
   * @throws IOException if a file cannot be written
   */
  public void write(DataSetReport report) throws IOException {
    sheets.finish();
    FileBytes.write(folder.resolve(FINDINGS), FindingsFile.bytes(report));
    SelectionFiles.write(folder.resolve("selections"), report);
    FileBytes.write(folder.resolve(PAGE), ReportPage.bytes(report, sheets.names(), folder));
    written = true;
    sheets.discardOthers();
  }

  /** Deletes what the report needs no more: of one that was not written, the sheets. */
  @Override
  public void close() throws IOException {
    if (written) {
      Files.deleteIfExists(unfinished());
    } else if (!Files.exists(unfinished())) {
      sheets.discard();
    }
  }
}
