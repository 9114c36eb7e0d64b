package io.github.gradcam.video.media;

import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a video file: H.264 in MP4, MOV or MKV, or an animated WebP. MP4 and MOV can be played up
 * to the last two seconds or so whatever ends the writing, be it a full disk or a killed process.
 */
public final class VideoWriter implements AutoCloseable {

  private final Path file;
  private final VideoFormat format;
  private final MediaOutput output;
  private final VideoEncoder encoder;
  private final AVStream stream;
  private final @Nullable SoundTrack sound;
  private final boolean fromStart;
  private @Nullable RgbImage held;
  private long heldTime;
  private long origin;
  private boolean begun;
  private boolean finished;
  private boolean failed;

  /**
   * Begins a file without sound.
   *
   * @param file its extension tells its kind; its folder is made if it is missing
   * @param format size, turn and times of the frames as they are stored
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if the extension is not known
   */
  public VideoWriter(Path file, VideoFormat format) throws IOException {
    this(file, format, true, null);
  }

  /**
   * Begins a file that takes the place of another: with its sound, if that is wanted, and beginning
   * at 0 where a part of it does.
   *
   * @param file as for one by itself; an animated WebP gets no sound
   * @param format of the frames as they are stored
   * @param source where the frames and the sound come from; a sequence of images has none
   * @param range what of the source is taken
   * @param sound whether its sound is taken too
   * @return the caller's to close
   * @throws IOException if the file cannot be written, or the sound cannot be read
   */
  public static VideoWriter replacing(
      Path file, VideoFormat format, Path source, TimeRange range, boolean sound)
      throws IOException {
    Encoding encoding = Encoding.of(file);
    encoding.check(format);
    SoundTrack track = null;
    if (sound && encoding.video() && !ImageSequence.isSequence(source)) {
      Path folder = Files.createDirectories(file.toAbsolutePath().normalize().getParent());
      track = SoundTrack.open(source, range, encoding, folder);
    }
    return new VideoWriter(file, format, range.from() == 0, track);
  }

  /**
   * Refuses a file's name whose extension tells of no known kind of video.
   *
   * @param file to be written
   * @throws IllegalArgumentException if it is not known; the message lists those that are
   */
  public static void checkName(Path file) {
    Encoding.of(file);
  }

  private VideoWriter(Path file, VideoFormat format, boolean fromStart, @Nullable SoundTrack sound)
      throws IOException {
    Encoding encoding = Encoding.of(file);
    this.file = file.toAbsolutePath().normalize();
    Files.createDirectories(this.file.getParent());
    this.format = encoding.video() ? format : format.upright();
    this.fromStart = fromStart;
    this.sound = sound;
    this.output = new MediaOutput(this.file, encoding);
    VideoEncoder opened = null;
    try {
      encoding.check(this.format);
      opened = new VideoEncoder(encoding, this.format, output.wantsGlobalHeader());
      this.encoder = opened;
      this.stream = VideoTrack.add(output, encoder, this.format);
      if (sound != null) {
        sound.addTo(output);
      }
      output.begin();
    } catch (IOException | RuntimeException e) {
      if (opened != null) {
        opened.close();
      }
      output.discard();
      closeSound();
      throw e;
    }
  }

  /**
   * Appends a frame.
   *
   * @param image upright, in the format's upright size
   * @param timestamp when it is shown, in ticks of the format's time base, after that of the frame
   *     before
   * @throws IOException if the disk is full, for one
   */
  public void write(RgbImage image, long timestamp) throws IOException {
    RgbImage before = held;
    if (!begun) {
      begun = true;
      begin(timestamp);
    }
    if (before != null) {
      encode(before, heldTime, timestamp - heldTime);
    }
    held = format.turn().back().apply(image);
    heldTime = timestamp;
  }

  /**
   * Ends the file in good order; nothing can be written after.
   *
   * @param whole whether the source came to its end; else the sound ends with the last frame
   * @throws IOException if the disk is full, for one; what was written before can be played
   */
  public void finish(boolean whole) throws IOException {
    finish(whole, 0);
  }

  /**
   * Ends the file in good order; nothing can be written after.
   *
   * @param whole whether the source came to its end; else the sound ends with the last frame
   * @param end when the last frame ends, in ticks like those of the frames; not after its beginning
   *     where that is not known
   * @throws IOException if the disk is full, for one; what was written before can be played
   */
  public void finish(boolean whole, long end) throws IOException {
    RgbImage rest = held;
    held = null;
    long last = end > heldTime ? end : heldTime + format.ticksAFrame();
    if (rest != null) {
      encode(rest, heldTime, last - heldTime);
    }
    attempt(
        () -> {
          encoder.drain(this::writePacket);
          copySound(whole ? Double.POSITIVE_INFINITY : seconds(last));
          output.finish();
        });
    finished = true;
  }

  /** The first frame is shown at its own time, or at 0 if it does not begin the source. */
  private void begin(long timestamp) {
    origin = fromStart ? 0 : timestamp;
    if (sound != null) {
      sound.begin(seconds(origin));
    }
  }

  /**
   * Tells whether writing failed; nothing can be written any more then.
   *
   * @return true after an exception of {@link #write} or {@link #finish}
   */
  public boolean failed() {
    return failed;
  }

  private void encode(RgbImage stored, long timestamp, long duration) throws IOException {
    attempt(
        () -> {
          copySound(seconds(timestamp));
          encoder.encode(stored, timestamp - origin, duration, this::writePacket);
        });
  }

  private void copySound(double untilSeconds) throws VideoException {
    if (sound != null) {
      sound.copyUntil(untilSeconds, output);
    }
  }

  private double seconds(long timestamp) {
    return timestamp * format.timeBase().value();
  }

  private void writePacket(AVPacket packet) throws VideoException {
    output.write(packet, stream, encoder.context().time_base());
  }

  /** After a failure no more may be written, or the fragments on the disk would be spoilt. */
  private void attempt(Writing writing) throws IOException {
    if (failed || finished) {
      throw new IllegalStateException("Expected a file that is being written, found it ended");
    }
    try {
      writing.run();
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  /** A step of writing. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  /**
   * Closes the file as it is, and looks how much of it can be played, such as after a failure.
   *
   * @return how many frames; 0 if none, or if that cannot be told
   */
  public long playable() {
    close();
    return PlayableFrames.count(file);
  }

  /** Closes the file, without {@link #finish} as it is; safe to call twice. */
  @Override
  public void close() {
    encoder.close();
    output.close();
    closeSound();
  }

  private void closeSound() {
    if (sound != null) {
      sound.close();
    }
  }
}
