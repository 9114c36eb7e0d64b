package io.github.gradcam.video.media;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** An opened file, stream or device, read packet by packet. Not for several threads but to stop. */
final class MediaInput implements AutoCloseable {

  private static final int NONE = -1;

  static {
    Ffmpeg.load();
  }

  private final MediaAddress address;
  private final AVFormatContext context;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final Interrupt interrupt;
  private int only = NONE;
  private int failure;
  private boolean closed;

  /**
   * Opens it and finds out about its streams.
   *
   * @throws VideoException if that fails
   */
  MediaInput(MediaAddress address) throws VideoException {
    this.address = address;
    this.context = avformat.avformat_alloc_context();
    this.interrupt = new Interrupt();
    context.interrupt_callback().callback(interrupt);
    try {
      open();
      Ffmpeg.check(
          avformat.avformat_find_stream_info(context, (PointerPointer<?>) null),
          "Expected a video in " + address.name());
    } catch (VideoException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open() throws VideoException {
    AVDictionary options = new AVDictionary(null);
    address.options().forEach((key, value) -> Ffmpeg.set(options, key, value));
    try (BytePointer url = Ffmpeg.text(address.url())) {
      int code = avformat.avformat_open_input(context, url, format(), options);
      if (code < 0) {
        throw new VideoException(OpeningFailure.of(address, code));
      }
    } finally {
      avutil.av_dict_free(options);
    }
  }

  private @Nullable AVInputFormat format() throws VideoException {
    String name = address.format();
    if (name == null) {
      return null;
    }
    AVInputFormat found = CaptureDevices.find(name);
    if (found == null) {
      throw new VideoException(
          "Expected this system to offer %s for %s, found that it does not; give a URL or a file"
              .formatted(name, address.name()));
    }
    return found;
  }

  MediaAddress address() {
    return address;
  }

  /** The best stream of a kind, or null. */
  @Nullable AVStream stream(int mediaType) {
    int index =
        avformat.av_find_best_stream(context, mediaType, NONE, NONE, (PointerPointer<?>) null, 0);
    return index < 0 ? null : context.streams(index);
  }

  /** Reads only one stream from now on. */
  void only(AVStream wanted) {
    only = wanted.index();
    for (int i = 0; i < context.nb_streams(); i++) {
      boolean other = i != wanted.index();
      context.streams(i).discard(other ? avcodec.AVDISCARD_ALL : avcodec.AVDISCARD_DEFAULT);
    }
  }

  /** When the earliest stream begins, microseconds; 0 where that is not known. */
  long start() {
    long start = context.start_time();
    return start == avutil.AV_NOPTS_VALUE ? 0 : start;
  }

  /** How long it lasts, microseconds; 0 where that is not known. */
  long duration() {
    return Math.max(0, context.duration());
  }

  /**
   * Goes to the last key frame before a time since the start, in microseconds.
   *
   * @return false where the source cannot: it goes on from where it is
   */
  boolean seek(long microseconds) {
    return avformat.av_seek_frame(
            context, NONE, start() + microseconds, avformat.AVSEEK_FLAG_BACKWARD)
        >= 0;
  }

  /** FFmpeg's name of the container, such as {@code mp4} or {@code png_pipe}. */
  String container() {
    return context.iformat().name().getString();
  }

  /** Why reading ended before the end of the source; null if it did not. */
  @Nullable String failure() {
    return failure >= 0 || failure == avutil.AVERROR_EOF || interrupt.stopped
        ? null
        : Ffmpeg.reason(failure);
  }

  /**
   * {@return the next packet of the streams read: valid until the next call; null at the end, or
   * where reading fails}
   */
  @Nullable AVPacket read() {
    while (true) {
      avcodec.av_packet_unref(packet);
      int code = avformat.av_read_frame(context, packet);
      if (code == Ffmpeg.AGAIN && !interrupt.stopped) {
        sleep();
      } else if (code < 0) {
        failure = code;
        return null;
      } else if (only == NONE || packet.stream_index() == only) {
        return packet;
      }
    }
  }

  /** Ends whatever waits for the source now, from another thread. */
  void interrupt() {
    interrupt.stopped = true;
  }

  /** Releases everything; safe to call twice. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avcodec.av_packet_free(packet);
      avformat.avformat_close_input(context);
      interrupt.close();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** FFmpeg asks it while it waits. */
  private static final class Interrupt extends AVIOInterruptCB.Callback_Pointer {

    private volatile boolean stopped;

    @Override
    public int call(@Nullable Pointer opaque) {
      return stopped ? 1 : 0;
    }
  }
}
