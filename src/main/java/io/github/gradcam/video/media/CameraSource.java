package io.github.gradcam.video.media;

import io.github.gradcam.image.RgbImage;
import org.jspecify.annotations.Nullable;

/**
 * A source that FFmpeg captures. Frames are decoded as they come, and converted when shown: also
 * the last ones of a source that was closed meanwhile, which lets go of everything once they are
 * released.
 */
public final class CameraSource implements LiveSource {

  private final VideoReader reader;
  private final Object lock = new Object();
  private int held;
  private boolean closed;

  /**
   * Opens it.
   *
   * @throws VideoException if that fails
   */
  public CameraSource(MediaAddress address) throws VideoException {
    reader = new VideoReader(address, TimeRange.ALL);
  }

  @Override
  public @Nullable LiveFrame next() {
    DecodedFrame picture = reader.decode();
    if (picture == null) {
      return null;
    }
    synchronized (lock) {
      held++;
      return new Captured(System.nanoTime(), picture);
    }
  }

  @Override
  public void interrupt() {
    reader.interrupt();
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      closeReader();
    }
  }

  private void closeReader() {
    if (closed && held == 0) {
      reader.close();
    }
  }

  /** A frame in the source's own format. */
  private final class Captured implements LiveFrame {

    private final long nanos;
    private final DecodedFrame decoded;
    private boolean released;

    Captured(long nanos, DecodedFrame decoded) {
      this.nanos = nanos;
      this.decoded = decoded;
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public RgbImage picture() {
      synchronized (lock) {
        if (released) {
          throw new IllegalStateException("Expected a frame that is held, found it released");
        }
        return reader.convert(decoded).image();
      }
    }

    @Override
    public void close() {
      synchronized (lock) {
        if (!released) {
          released = true;
          decoded.close();
          held--;
          closeReader();
        }
      }
    }
  }
}
