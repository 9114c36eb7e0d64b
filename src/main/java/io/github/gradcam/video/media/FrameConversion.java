package io.github.gradcam.video.media;

import io.github.gradcam.image.RgbImage;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns frames of any pixel format into RGB and back, with the colours that they are meant to have.
 */
final class FrameConversion implements AutoCloseable {

  /** Some of FFmpeg's loops write a little past the end of a row. */
  private static final int SLACK = 128;

  private static final int NEUTRAL = 1 << 16;

  /** What the conversion depends on. */
  private record Kind(int width, int height, int from, int to, Colours colours) {}

  private @Nullable Kind kind;
  private @Nullable SwsContext context;
  private BytePointer rgb = new BytePointer();
  private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(0, 0, 0, 0);

  /** The pixels of a decoded frame. */
  RgbImage toRgb(AVFrame frame) {
    int width = frame.width();
    int height = frame.height();
    SwsContext conversion =
        prepare(
            new Kind(width, height, frame.format(), avutil.AV_PIX_FMT_RGB24, Colours.of(frame)));
    pointTo(width, height);
    swscale.sws_scale(conversion, frame.data(), frame.linesize(), 0, height, planes, strides);
    byte[] pixels = new byte[width * height * RgbImage.CHANNELS];
    rgb.position(0).get(pixels);
    return new RgbImage(width, height, pixels);
  }

  /** Writes pixels into a frame of an encoder's format and of the same size. */
  void fromRgb(RgbImage image, AVFrame frame) {
    int height = image.height();
    Colours colours = Colours.of(frame);
    SwsContext conversion =
        prepare(new Kind(image.width(), height, avutil.AV_PIX_FMT_RGB24, frame.format(), colours));
    pointTo(image.width(), height);
    rgb.position(0).put(image.pixels());
    swscale.sws_scale(conversion, planes, strides, 0, height, frame.data(), frame.linesize());
  }

  private void pointTo(int width, int height) {
    long size = (long) width * height * RgbImage.CHANNELS;
    if (rgb.capacity() != size + SLACK) {
      rgb.close();
      rgb = new BytePointer(size + SLACK);
    }
    planes.put(0, rgb.position(0));
    strides.put(0, width * RgbImage.CHANNELS);
  }

  private SwsContext prepare(Kind wanted) {
    SwsContext old = context;
    if (old != null && wanted.equals(kind)) {
      return old;
    }
    swscale.sws_freeContext(old);
    context = null;
    kind = null;
    SwsContext made =
        known(
            swscale.sws_getContext(
                wanted.width,
                wanted.height,
                wanted.from,
                wanted.width,
                wanted.height,
                wanted.to,
                swscale.SWS_BILINEAR,
                null,
                null,
                (DoublePointer) null),
            wanted);
    boolean decodes = wanted.to == avutil.AV_PIX_FMT_RGB24;
    int own = wanted.colours.fullRange() ? 1 : 0;
    try (IntPointer matrix = swscale.sws_getCoefficients(wanted.colours.matrix())) {
      swscale.sws_setColorspaceDetails(
          made, matrix, decodes ? own : 1, matrix, decodes ? 1 : own, 0, NEUTRAL, NEUTRAL);
    }
    kind = wanted;
    context = made;
    return made;
  }

  private static SwsContext known(@Nullable SwsContext made, Kind wanted) {
    if (made == null) {
      throw new IllegalStateException(
          "Expected pixels that can be converted, found %d x %d of the formats %d and %d"
              .formatted(wanted.width, wanted.height, wanted.from, wanted.to));
    }
    return made;
  }

  @Override
  public void close() {
    swscale.sws_freeContext(context);
    context = null;
    kind = null;
    rgb.close();
    planes.close();
    strides.close();
  }
}
