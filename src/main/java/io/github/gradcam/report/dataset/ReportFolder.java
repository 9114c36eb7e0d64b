package io.github.gradcam.report.dataset;

import io.github.gradcam.image.FileBytes;
import io.github.gradcam.image.RgbImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a report: {@code index.html}, {@code findings.json}, sheets of thumbnails in {@code
 * images/} and lists of images in {@code selections/}. Thumbnails come first, one after the other;
 * the report then says which is whose.
 *
 * <p>Each file appears whole or not at all, the page last. A report that is not finished leaves
 * none of its own files, and an earlier one as it was. For one thread.
 */
public final class ReportFolder implements Closeable {

  /** Name of the page. */
  public static final String PAGE = "index.html";

  /** Name of the file of findings. */
  public static final String FINDINGS = "findings.json";

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

  /** Deletes the sheets of a report that was not written. */
  @Override
  public void close() throws IOException {
    if (!written) {
      sheets.discard();
    }
  }
}
