package io.github.gradcam.video.media;

import io.github.gradcam.image.RgbImage;
import java.util.Objects;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Encodes images of one size. */
final class VideoEncoder implements AutoCloseable {

  private static final double SECONDS_BETWEEN_KEY_FRAMES = 2;

  /** Takes packets as they are made. */
  @FunctionalInterface
  interface Packets {
    void accept(AVPacket packet) throws VideoException;
  }

  private final AVCodecContext context;
  private final AVFrame frame = avutil.av_frame_alloc();
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final FrameConversion conversion = new FrameConversion();
  private boolean closed;

  /**
   * Opens the encoder.
   *
   * @throws VideoException if it does not take images of the size
   */
  VideoEncoder(Encoding encoding, VideoFormat format, boolean globalHeader) throws VideoException {
    AVCodec codec = Objects.requireNonNull(avcodec.avcodec_find_encoder_by_name(encoding.codec()));
    this.context = avcodec.avcodec_alloc_context3(codec);
    AVDictionary options = new AVDictionary(null);
    try {
      describe(format, globalHeader);
      encoding.codecOptions().forEach((key, value) -> Ffmpeg.set(options, key, value));
      Ffmpeg.check(
          avcodec.avcodec_open2(context, codec, options),
          "Expected an image size that %s can encode, %d x %d pixels"
              .formatted(encoding.codec(), format.width(), format.height()));
      allocate();
    } catch (VideoException | RuntimeException e) {
      close();
      throw e;
    } finally {
      avutil.av_dict_free(options);
    }
  }

  private void describe(VideoFormat format, boolean globalHeader) {
    try (AVRational base = Ffmpeg.rational(format.timeBase());
        AVRational rate = Ffmpeg.rational(format.frameRate());
        AVRational aspect = Ffmpeg.rational(format.pixelAspect())) {
      context.time_base(base).framerate(rate).sample_aspect_ratio(aspect);
    }
    double rate = format.frameRate().value();
    Colours colours = Colours.usual(format.height(), false);
    context
        .width(format.width())
        .height(format.height())
        .pix_fmt(Encoding.pixelFormat())
        .color_range(avutil.AVCOL_RANGE_MPEG)
        .colorspace(colours.matrix())
        .gop_size((int) Math.max(1, Math.round(SECONDS_BETWEEN_KEY_FRAMES * rate)))
        .thread_count(0);
    if (globalHeader) {
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    }
  }

  private void allocate() throws VideoException {
    frame
        .format(context.pix_fmt())
        .width(context.width())
        .height(context.height())
        .colorspace(context.colorspace())
        .color_range(context.color_range());
    Ffmpeg.check(avutil.av_frame_get_buffer(frame, 0), "Expected memory for a frame");
  }

  AVCodecContext context() {
    return context;
  }

  /** Encodes an image that is shown from a time on, for a while, in ticks. */
  void encode(RgbImage image, long timestamp, long duration, Packets packets)
      throws VideoException {
    Ffmpeg.check(avutil.av_frame_make_writable(frame), "Expected memory for a frame");
    conversion.fromRgb(image, frame);
    frame.pts(timestamp).duration(duration).pict_type(avutil.AV_PICTURE_TYPE_NONE);
    send(frame, duration, packets);
  }

  /** Gives the packets that are still held back. */
  void drain(Packets packets) throws VideoException {
    send(null, 0, packets);
  }

  private void send(@Nullable AVFrame picture, long duration, Packets packets)
      throws VideoException {
    AVFrame sent = picture == null ? new AVFrame(null) : picture;
    Ffmpeg.check(avcodec.avcodec_send_frame(context, sent), "Expected to encode a frame");
    int code = avcodec.avcodec_receive_packet(context, packet);
    while (code == 0) {
      if (packet.duration() <= 0) {
        packet.duration(duration);
      }
      packets.accept(packet);
      code = avcodec.avcodec_receive_packet(context, packet);
    }
    if (code != Ffmpeg.AGAIN && code != avutil.AVERROR_EOF) {
      Ffmpeg.check(code, "Expected to encode a frame");
    }
  }

  /** Releases the encoder; safe to call twice. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avcodec.avcodec_free_context(context);
      avutil.av_frame_free(frame);
      avcodec.av_packet_free(packet);
      conversion.close();
    }
  }
}
