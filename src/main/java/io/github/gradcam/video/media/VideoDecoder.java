package io.github.gradcam.video.media;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/** Decodes the packets of one stream. */
final class VideoDecoder implements AutoCloseable {

  private final MediaInput input;
  private final AVCodecContext context;
  private boolean draining;
  private boolean closed;
  private long damaged;

  /**
   * Opens the decoder.
   *
   * @throws VideoException if there is none for the stream
   */
  VideoDecoder(MediaInput input, AVStream stream) throws VideoException {
    this.input = input;
    AVCodec codec = avcodec.avcodec_find_decoder(stream.codecpar().codec_id());
    if (codec == null) {
      throw new VideoException(
          "Expected a known video codec in %s, found %s; convert the file first"
              .formatted(
                  input.address().name(),
                  avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString()));
    }
    this.context = avcodec.avcodec_alloc_context3(codec);
    try {
      Ffmpeg.check(
          avcodec.avcodec_parameters_to_context(context, stream.codecpar()),
          "Expected to read the parameters of " + input.address().name());
      context.pkt_timebase(stream.time_base());
      if (input.address().live()) {
        // Threads that take a frame each would delay every frame by their number.
        context.thread_type(AVCodecContext.FF_THREAD_SLICE);
        context.flags(context.flags() | avcodec.AV_CODEC_FLAG_LOW_DELAY);
      } else {
        context.thread_count(0);
      }
      Ffmpeg.check(
          avcodec.avcodec_open2(context, codec, (AVDictionary) null),
          "Expected to decode the video in " + input.address().name());
    } catch (VideoException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Decodes the next frame; what is damaged is left out.
   *
   * @param frame takes it
   * @return false at the end
   */
  boolean decode(AVFrame frame) {
    while (true) {
      int code = avcodec.avcodec_receive_frame(context, frame);
      if (code == 0) {
        return true;
      } else if (code != Ffmpeg.AGAIN) {
        if (draining) {
          return false;
        }
        damaged++;
      }
      send();
    }
  }

  /** After a jump in the source: forgets what it knew. */
  void restart() {
    avcodec.avcodec_flush_buffers(context);
    draining = false;
  }

  /** How many packets or frames could not be decoded so far. */
  long damaged() {
    return damaged;
  }

  private void send() {
    AVPacket packet = input.read();
    draining |= packet == null;
    if (avcodec.avcodec_send_packet(context, asSent(packet)) < 0 && packet != null) {
      damaged++;
    }
  }

  /** Null tells the decoder that no more packets come. */
  private static AVPacket asSent(@Nullable AVPacket packet) {
    return packet == null ? new AVPacket(null) : packet;
  }

  /** Releases the decoder; safe to call twice. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avcodec.avcodec_free_context(context);
    }
  }
}
