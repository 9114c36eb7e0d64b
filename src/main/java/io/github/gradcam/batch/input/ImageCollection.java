package io.github.gradcam.batch.input;

import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A source of images: a folder, an archive, a list, or several of them. */
public interface ImageCollection {

  /**
   * Begins to go through the images, in the same order each time.
   *
   * @return the caller's to close
   * @throws IOException if the source cannot be opened
   */
  Entries open() throws IOException;

  /**
   * Counts the images without reading them; may take a while, and ends early where the thread is
   * interrupted.
   *
   * @return how many; empty where only reading everything could tell, as for a compressed archive
   * @throws IOException if the source cannot be read
   */
  OptionalLong count() throws IOException;

  /** Goes through the images once, in one thread. */
  interface Entries extends AutoCloseable {

    /**
     * The next image. Its content has to be {@link ImageContent#held} before the next is asked for,
     * or is not to be used.
     *
     * @return null at the end
     * @throws IOException if the source itself breaks off, such as a truncated archive or a folder
     *     that may not be read; the message names it. What comes after it (the next input) can
     *     still be asked for
     */
    @Nullable ImageEntry next() throws IOException;

    /**
     * {@return how much of the source lies behind: 0..1 where sizes tell it, as for a compressed
     * archive; NaN elsewhere}
     */
    double share();

    @Override
    void close() throws IOException;
  }
}
