package io.github.gradcam.batch.gallery;

import io.github.gradcam.batch.ExplanationPipeline;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.report.ExplanationRecord;
import io.github.gradcam.report.Gallery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A folder of explanations: images and maps, {@code explanations.jsonl}, and {@code index.html}.
 *
 * @param folder where they go; made when there is something to write
 * @param drawing how they are drawn, and what is written besides
 * @param namesClass whether file names tell the class
 * @param truth the class that an image is said to have, null where that is not known
 */
public record ExplanationFolder(
    Path folder, Drawing drawing, boolean namesClass, Function<Path, @Nullable String> truth) {

  /** Is told how the work goes. */
  public interface Listener {

    /** One more image is done, or has failed. */
    void imageDone();

    /**
     * An image, or one map of it, could not be made.
     *
     * @param image the image
     * @param reason what was expected and what was found
     */
    void failed(String image, String reason);
  }

  /**
   * What became of the images.
   *
   * @param records one for each explanation and each image that failed, in order
   * @param explained images
   * @param failed images
   * @param failedMaps maps of images that were explained otherwise
   */
  public record Outcome(
      List<ExplanationRecord> records, int explained, int failed, int failedMaps) {

    /**
     * {@return what failed, to follow a sentence: such as {@code , 2 failed}; empty where nothing
     * did}
     */
    public String failures() {
      String photos = failed == 0 ? "" : ", %d failed".formatted(failed);
      return photos + (failedMaps == 0 ? "" : ", %d maps failed".formatted(failedMaps));
    }
  }

  /**
   * Explains images. Until the first is explained nothing on disk is touched.
   *
   * @param explainer stays the caller's to close
   * @param selection which classes of each image
   * @param files the images
   * @param batchSize images for each pass of the network
   * @param threads that read and draw
   * @param listener is told of each image
   * @return what became of them
   * @throws IOException if the folder cannot be written
   */
  public Outcome explain(
      Explainer explainer,
      ClassSelection selection,
      List<ImageInput> files,
      int batchSize,
      int threads,
      Listener listener)
      throws IOException {
    List<String> labels = explainer.classifier().labels();
    RegionsFile regions = new RegionsFile(labels);
    boolean boxes = drawing.has(Drawing.Extra.BOXES);
    Consumer<ImageRecords> kept = boxes ? regions::add : photo -> {};
    try (ExplanationSink sink = new ExplanationSink(folder, listener, kept)) {
      new ExplanationPipeline<>(explainer, selection, batchSize, threads, writer(explainer, files))
          .run(files.stream().map(ImageInput::path).toList(), sink);
      Outcome outcome = sink.outcome();
      if (boxes && outcome.explained() > 0) {
        regions.write(folder.resolve("regions.json"));
      }
      return outcome;
    }
  }

  /**
   * Draws and writes the explanations of single images.
   *
   * @param explainer tells methods, layers and classes
   * @param files the images that may come
   * @return for a pipeline
   */
  public ExplanationWriter writer(Explainer explainer, List<ImageInput> files) {
    List<String> labels = explainer.classifier().labels();
    return new ExplanationWriter(
        folder,
        new OutputNames(folder, explainer.plan(), labels, files, namesClass),
        new ExplanationWords(labels),
        drawing,
        truth);
  }

  /**
   * Writes the page that shows them all.
   *
   * @param title of the page
   * @param subtitle below it
   * @param outcome what became of the images
   * @return the page
   * @throws IOException if it cannot be written
   */
  public Path writeGallery(String title, String subtitle, Outcome outcome) throws IOException {
    Path page = folder.resolve("index.html");
    Gallery.write(page, title, subtitle, outcome.records());
    return page;
  }
}
