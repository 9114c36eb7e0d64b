package io.github.gradcam.cli.console;

import io.github.gradcam.batch.gallery.ExplanationFolder;
import java.util.function.LongConsumer;

/**
 * The progress of explaining photos: by photos where each takes one pass of the network, by passes
 * where a method takes many. Safe for several threads.
 */
public final class PassProgress implements LongConsumer, ExplanationFolder.Listener, AutoCloseable {

  private final Console console;
  private final Progress progress;
  private final int photos;
  private final long perPhoto;
  private int photosDone;
  private long done;

  /**
   * Begins.
   *
   * @param console where it is shown
   * @param photos how many there are
   * @param perPhoto about how many passes each takes, at least 1
   */
  public PassProgress(Console console, int photos, long perPhoto) {
    this.console = console;
    this.photos = photos;
    this.perPhoto = perPhoto;
    this.progress =
        console.progress("Explaining", photos * perPhoto, perPhoto == 1 ? "photos" : "passes");
  }

  /** Passes were made for photos that are not done. */
  @Override
  public synchronized void accept(long passes) {
    advance(Math.min(done + passes, photos * perPhoto - 1));
  }

  @Override
  public synchronized void photoDone() {
    photosDone++;
    advance(Math.max(done, photosDone * perPhoto));
    if (perPhoto > 1) {
      progress.say("%d of %d photos".formatted(photosDone, photos));
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
