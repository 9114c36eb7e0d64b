package io.github.gradcam.video.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * A media file that is being written, packet by packet. What is done is on the disk at once, so
 * that nothing is torn when the process is killed; what a full disk tore is cut off.
 */
final class MediaOutput implements AutoCloseable {

  static {
    Ffmpeg.load();
  }

  private final Path file;
  private final Encoding encoding;
  private final AVFormatContext context = new AVFormatContext(null);
  private boolean begun;
  private boolean torn;
  private boolean closed;

  /** Bytes of the file up to the last part that was written wholly. */
  private long whole;

  /** Prepares a file; nothing is written yet. */
  MediaOutput(Path file, Encoding encoding) throws VideoException {
    this.file = file;
    this.encoding = encoding;
    try (BytePointer format = Ffmpeg.text(encoding.format());
        BytePointer url = Ffmpeg.text(MediaAddress.of(file).url())) {
      Ffmpeg.check(
          avformat.avformat_alloc_output_context2(context, null, format, url),
          "Expected to be able to write " + file);
    }
  }

  /** Adds a stream, to be described by the caller before {@link #begin}. */
  AVStream addStream() {
    return Objects.requireNonNull(avformat.avformat_new_stream(context, null));
  }

  /** Whether codecs keep what all frames share apart from the frames. */
  boolean wantsGlobalHeader() {
    return (context.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0;
  }

  /** Opens the file and writes what comes before the packets. */
  void begin() throws VideoException {
    AVDictionary options = new AVDictionary(null);
    encoding.formatOptions().forEach((key, value) -> Ffmpeg.set(options, key, value));
    try (BytePointer url = Ffmpeg.text(MediaAddress.of(file).url())) {
      AVIOContext io = new AVIOContext(null);
      check(avformat.avio_open2(io, url, avformat.AVIO_FLAG_WRITE, null, (AVDictionary) null));
      context.pb(io);
      context.flush_packets(1);
      check(avformat.avformat_write_header(context, options));
      begun = true;
    } finally {
      avutil.av_dict_free(options);
    }
  }

  /** Writes a packet, whose times are in ticks of a time base; the packet is emptied. */
  void write(AVPacket packet, AVStream stream, AVRational timeBase) throws VideoException {
    packet.stream_index(stream.index());
    packet.pos(-1);
    avcodec.av_packet_rescale_ts(packet, timeBase, stream.time_base());
    check(avformat.av_interleaved_write_frame(context, packet));
    whole = avformat.avio_tell(context.pb());
  }

  /** Writes what comes after the packets. */
  void finish() throws VideoException {
    check(avformat.av_interleaved_write_frame(context, (AVPacket) null));
    check(avformat.av_write_trailer(context));
    avformat.avio_flush(context.pb());
    check(context.pb().error());
  }

  private void check(int code) throws VideoException {
    torn |= begun && code < 0;
    Ffmpeg.check(code, "Expected to write %s".formatted(file));
  }

  /** Closes the file, up to where writing failed; safe to call twice. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      AVIOContext io = context.pb();
      if (begun || isOpen(io)) {
        avformat.avio_closep(io);
        context.pb(io);
      }
      avformat.avformat_free_context(context);
      if (torn) {
        cut();
      }
    }
  }

  /** Closes and deletes a file that was not begun well. */
  void discard() throws IOException {
    boolean made = isOpen(context.pb());
    close();
    if (made) {
      Files.deleteIfExists(file);
    }
  }

  private void cut() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
    } catch (IOException e) {
      // it stays as it is: most players stop where it is torn
    }
  }

  private static boolean isOpen(@Nullable AVIOContext io) {
    return io != null && !io.isNull();
  }
}
