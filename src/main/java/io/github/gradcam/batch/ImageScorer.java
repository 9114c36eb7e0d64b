package io.github.gradcam.batch;

import io.github.gradcam.batch.input.FailureText;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The way of an image from its file to its row, in three steps that every engine takes: {@link
 * #prepare}, {@link #explain} with others in a batch, {@link #row}. Safe for several threads.
 */
public final class ImageScorer {

  private final Explainer explainer;
  private final ScoringPlan plan;
  private final RowAssembly rows;
  private final int size;

  /**
   * Joins what is needed.
   *
   * @param explainer with a plan of one map an image; stays the caller's to close, after this
   * @param plan what is wanted
   * @param store takes the files of heatmaps
   */
  public ImageScorer(Explainer explainer, ScoringPlan plan, HeatmapStore store) {
    if (explainer.plan().maps() != 1) {
      throw new IllegalArgumentException(
          "Expected one method at one layer, found %d maps an image"
              .formatted(explainer.plan().maps()));
    }
    this.explainer = explainer;
    this.plan = plan;
    this.rows = new RowAssembly(explainer.classifier().labels(), plan, store);
    this.size = explainer.classifier().card().inputSize();
  }

  /**
   * Decodes an image and makes the network's input of it.
   *
   * @param entry the image; it is decoded as {@link LoadedImage} does, so that it gets the same
   *     answer
   * @return the image, ready for the network
   * @throws ImageReadException if it cannot be read
   * @throws IllegalArgumentException if the class to explain is unknown
   */
  public PreparedImage prepare(ImageEntry entry) throws ImageReadException {
    String label = rows.label(entry);
    ClassSelection selection = plan.target().of(entry, label);
    DecodedImage decoded = entry.content().decode();
    RgbImage image = decoded.image();
    return new PreparedImage(
        entry.path(),
        label,
        selection,
        InputPixels.of(image, size),
        plan.draws() ? Resize.within(image, plan.overlaySide()) : null,
        decoded.width(),
        decoded.height(),
        decoded.doubt());
  }

  /**
   * Explains a batch.
   *
   * @param images at least one
   * @return the images, each with its explanation
   */
  List<ExplainedImage> explain(List<PreparedImage> images) {
    byte[] pixels = InputPixels.joined(images.stream().map(PreparedImage::input).toList());
    List<ClassSelection> selections = images.stream().map(PreparedImage::selection).toList();
    List<List<Explanation>> explanations = explainer.explain(pixels, selections);
    return IntStream.range(0, images.size())
        .mapToObj(i -> new ExplainedImage(images.get(i), explanations.get(i).get(0)))
        .toList();
  }

  /**
   * Writes an image's heatmap and sums it up.
   *
   * @param image the image
   * @param explanation its own
   * @return its row
   * @throws IOException if the heatmap cannot be written
   */
  public ImageRow row(PreparedImage image, Explanation explanation) throws IOException {
    return rows.row(image, explanation);
  }

  /**
   * The row of an image that failed.
   *
   * @param entry the image
   * @param cause why
   * @return its row
   */
  public ImageRow failure(ImageEntry entry, Throwable cause) {
    return failure(entry.path(), rows.label(entry), cause);
  }

  /**
   * The row of an image that failed after it was prepared.
   *
   * @param path names it
   * @param label the class that it is said to have
   * @param cause why
   * @return its row
   */
  static ImageRow failure(String path, @Nullable String label, Throwable cause) {
    return ImageRow.failed(path, label, FailureText.of(cause, path));
  }
}
