package io.github.gradcam.video.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * The sound of a file, copied into another as it is; what browsers do not play in an MP4 becomes
 * AAC first. So does what begins later than the video, for an MP4 that is written in fragments
 * cannot tell so: silence goes before it.
 */
final class SoundTrack implements AutoCloseable {

  private static final double TOLERATED_SECONDS = 0.03;
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final MediaInput input;
  private final AVStream source;
  private final @Nullable ConvertedSound converted;

  private final RisingClock clock;
  private final double to;
  private @Nullable AVStream target;
  private @Nullable AVPacket waiting;
  private long waitingTime = UNKNOWN;
  private long origin;

  private SoundTrack(
      MediaInput input,
      AVStream source,
      @Nullable ConvertedSound converted,
      double offsetSeconds,
      TimeRange range) {
    this.input = input;
    this.source = source;
    this.converted = converted;
    this.clock = new RisingClock(ticks(offsetSeconds), 0);
    this.to = range.to();
    input.only(source);
    if (range.from() > 0 && converted == null) {
      input.seek(Math.max(0, Math.round(range.from() * 1e6)));
    }
    this.waiting = input.read();
  }

  /**
   * Opens the sound of a file.
   *
   * @param file a video
   * @param range what of it is taken
   * @param encoding of the file that it will go into
   * @param folder for a converted copy while it is needed
   * @return null if there is no sound
   * @throws IOException if it cannot be read or converted
   */
  static @Nullable SoundTrack open(Path file, TimeRange range, Encoding encoding, Path folder)
      throws IOException {
    MediaInput input = new MediaInput(MediaAddress.of(file));
    ConvertedSound converted = null;
    try {
      AVStream source = input.stream(avutil.AVMEDIA_TYPE_AUDIO);
      if (source == null) {
        input.close();
        return null;
      }
      double offset = -input.start() / 1e6;
      double late = start(source) + offset;
      if (late > TOLERATED_SECONDS || !encoding.sounds().contains(source.codecpar().codec_id())) {
        input.close();
        converted = ConvertedSound.of(file, late, range, folder);
        offset = converted.start();
        input = new MediaInput(MediaAddress.of(converted.file()));
        source = Objects.requireNonNull(input.stream(avutil.AVMEDIA_TYPE_AUDIO));
      }
      return new SoundTrack(input, source, converted, offset, range);
    } catch (IOException | RuntimeException e) {
      input.close();
      if (converted != null) {
        converted.close();
      }
      throw e;
    }
  }

  private static double start(AVStream stream) {
    long start = stream.start_time();
    return start == avutil.AV_NOPTS_VALUE
        ? 0
        : start * Ffmpeg.ratio(stream.time_base(), Ratio.MICROSECONDS).value();
  }

  /** Adds a stream for the sound to a file that is not begun yet. */
  void addTo(MediaOutput output) throws VideoException {
    AVStream added = output.addStream();
    Ffmpeg.check(
        avcodec.avcodec_parameters_copy(added.codecpar(), source.codecpar()),
        "Expected to describe the sound");
    added.codecpar().codec_tag(0);
    try (AVRational base = source.time_base()) {
      added.time_base(base);
    }
    this.target = added;
  }

  /** Says which time of the video is written as 0, seconds; what is earlier is left out. */
  void begin(double seconds) {
    origin = ticks(seconds);
  }

  /** Writes what is heard before a time of the video, seconds. */
  void copyUntil(double seconds, MediaOutput output) throws VideoException {
    double last = Math.min(seconds, to);
    long end = last < Double.POSITIVE_INFINITY ? ticks(last) : Long.MAX_VALUE;
    AVPacket packet = waiting;
    while (packet != null) {
      long time =
          waitingTime == UNKNOWN ? clock.time(packet.pts(), packet.duration()) : waitingTime;
      waiting = packet;
      waitingTime = time;
      if (time >= end) {
        return;
      }
      if (time >= origin) {
        packet.dts(time - origin).pts(time - origin);
        output.write(packet, Objects.requireNonNull(target), source.time_base());
      }
      waitingTime = UNKNOWN;
      packet = input.read();
    }
    waiting = null;
  }

  private long ticks(double seconds) {
    Ratio base = Ffmpeg.ratio(source.time_base(), Ratio.MICROSECONDS);
    return Math.round(seconds / base.value());
  }

  /** Releases everything, and deletes a converted copy; safe to call twice. */
  @Override
  public void close() {
    input.close();
    if (converted != null) {
      converted.close();
    }
  }
}
