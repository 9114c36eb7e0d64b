package io.github.gradcam.cli.console;

import io.github.gradcam.batch.gallery.ExplanationFolder;
import java.util.function.LongConsumer;

/**
 * The progress of explaining images: by images where each takes one pass of the network, by passes
 * where a method takes many. Safe for several threads.
 */
public final class PassProgress implements LongConsumer, ExplanationFolder.Listener, AutoCloseable {

  private final Console console;
  private final Progress progress;
  private final int photos;
  private final long perImage;
  private int imagesDone;
  private long done;

  /**
   * Begins.
   *
   * @param console where it is shown
   * @param photos how many there are
   * @param perImage about how many passes each takes, at least 1
   */
  public PassProgress(Console console, int photos, long perImage) {
    this.console = console;
    this.photos = photos;
    this.perImage = perImage;
    this.progress =
        console.progress("Explaining", photos * perImage, perImage == 1 ? "images" : "passes");
  }

  /** Passes were made for images that are not done. */
  @Override
  public synchronized void accept(long passes) {
    advance(Math.min(done + passes, photos * perImage - 1));
  }

  @Override
  public synchronized void imageDone() {
    imagesDone++;
    advance(Math.max(done, imagesDone * perImage));
    if (perImage > 1) {
      progress.say("%d of %d images".formatted(imagesDone, photos));
    }
  }

  @Override
  public void failed(String image, String reason) {
    console.err().println("Failed: " + image + ": " + reason);
  }

  @Override
  public void close() {
    progress.close();
  }

  private void advance(long to) {
    progress.step(Math.max(0, to - done));
    done = Math.max(done, to);
  }
}
