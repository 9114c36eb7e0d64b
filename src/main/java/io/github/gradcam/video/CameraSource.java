package io.github.gradcam.video;

import io.github.gradcam.image.RgbImage;
import org.jspecify.annotations.Nullable;

/** A source that FFmpeg captures. Frames are decoded as they come, and converted when shown. */
final class CameraSource implements LiveSource {

  private final VideoReader reader;

  /** Held while a frame is converted: the reader must not be closed then. */
  private final Object conversion = new Object();

  private boolean closed;

  /**
   * Opens it.
   *
   * @throws VideoException if that fails
   */
  CameraSource(MediaAddress address) throws VideoException {
    reader = new VideoReader(address, TimeRange.ALL);
  }

  @Override
  public @Nullable LiveFrame next() {
    DecodedPicture picture = reader.decode();
    return picture == null ? null : new Captured(System.nanoTime(), picture);
  }

  @Override
  public void interrupt() {
    reader.interrupt();
  }

  @Override
  public void close() {
    synchronized (conversion) {
      closed = true;
      reader.close();
    }
  }

  /** A frame in the source's own format. */
  private final class Captured implements LiveFrame {

    private final long nanos;
    private final DecodedPicture decoded;

    Captured(long nanos, DecodedPicture decoded) {
      this.nanos = nanos;
      this.decoded = decoded;
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public RgbImage picture() {
      synchronized (conversion) {
        if (closed) {
          return black();
        }
        return reader.convert(decoded).image();
      }
    }

    /** The source was lost in between: there is nothing left to convert with. */
    private RgbImage black() {
      int width = decoded.frame().width();
      int height = decoded.frame().height();
      return new RgbImage(width, height, new byte[width * height * RgbImage.CHANNELS]);
    }

    @Override
    public void close() {
      decoded.close();
    }
  }
}
