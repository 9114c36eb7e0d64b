package io.github.gradcam.video.media;

import io.github.gradcam.image.QuarterTurn;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/** Reads frames of a file, stream or device with FFmpeg. */
public final class VideoReader implements FrameSource {

  private static final Ratio SQUARE = new Ratio(1, 1);
  private static final Ratio USUAL_RATE = new Ratio(25, 1);

  /** FFmpeg's names for single images. */
  private static final Pattern PICTURE = Pattern.compile("image2|.*_pipe");

  private static final double TOLERATED_SECONDS = 0.5;

  private final MediaInput input;
  private final VideoDecoder decoder;
  private final VideoFormat format;
  private final AVFrame frame = avutil.av_frame_alloc();
  private final FrameConversion conversion = new FrameConversion();
  private final RisingClock clock;
  private final TimeRange range;
  private double announced;
  private long number;
  private long end;
  private boolean ended;
  private boolean closed;

  /**
   * Opens a file.
   *
   * @param file in any format that FFmpeg knows
   * @param range what of it is read
   * @throws VideoException if it is no video that can be decoded
   */
  public VideoReader(Path file, TimeRange range) throws VideoException {
    this(MediaAddress.of(file), range);
  }

  /** Opens any source. */
  VideoReader(MediaAddress address, TimeRange range) throws VideoException {
    this.range = range;
    this.input = new MediaInput(address);
    VideoDecoder opened = null;
    try {
      AVStream stream = input.stream(avutil.AVMEDIA_TYPE_VIDEO);
      if (stream == null) {
        throw new VideoException(
            "Expected a video in %s, found none, only sound or data".formatted(address.name()));
      }
      refuseImages(stream);
      input.only(stream);
      opened = new VideoDecoder(input, stream);
      this.format = format(stream);
      this.clock =
          new RisingClock(
              -Ffmpeg.rescale(input.start(), Ratio.MICROSECONDS, format.timeBase()),
              format.ticksAFrame());
      if (range.from() > 0) {
        input.seek(Math.round(range.from() * 1e6));
      }
      this.decoder = opened;
    } catch (VideoException | RuntimeException e) {
      release(opened);
      throw e;
    }
  }

  /** A cover that goes with music, and an image by itself, are no videos. */
  private void refuseImages(AVStream stream) throws VideoException {
    String name = input.address().name();
    if ((stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0) {
      throw new VideoException(
          "Expected a video in %s, found none, only sound with a cover".formatted(name));
    } else if (PICTURE.matcher(input.container()).matches() && !input.address().live()) {
      throw new VideoException(
          "Expected a video in %s, found an image; gradcam explain shows where a model looks in it"
              .formatted(name));
    }
  }

  private VideoFormat format(AVStream stream) {
    Ratio base = Ffmpeg.ratio(stream.time_base(), Ratio.MICROSECONDS);
    Ratio rate =
        Ffmpeg.ratio(stream.avg_frame_rate(), Ffmpeg.ratio(stream.r_frame_rate(), USUAL_RATE));
    this.announced = StreamLength.seconds(stream, base);
    double seconds = announced > 0 ? announced : input.duration() / 1e6;
    long frames = stream.nb_frames() > 0 ? stream.nb_frames() : Math.round(seconds * rate.value());
    return new VideoFormat(
        stream.codecpar().width(),
        stream.codecpar().height(),
        turn(stream),
        Ffmpeg.ratio(stream.codecpar().sample_aspect_ratio(), SQUARE),
        rate,
        base,
        frames,
        seconds);
  }

  /** What the display matrix says; FFmpeg's angle is counter-clockwise. */
  private static QuarterTurn turn(AVStream stream) {
    for (int i = 0; i < stream.codecpar().nb_coded_side_data(); i++) {
      AVPacketSideData data = stream.codecpar().coded_side_data().getPointer(i);
      if (data.type() == avcodec.AV_PKT_DATA_DISPLAYMATRIX) {
        try (IntPointer matrix = new IntPointer(data.data())) {
          double degrees = -avutil.av_display_rotation_get(matrix);
          return Double.isNaN(degrees) ? QuarterTurn.NONE : QuarterTurn.clockwise(degrees);
        }
      }
    }
    return QuarterTurn.NONE;
  }

  @Override
  public VideoFormat format() {
    return format;
  }

  @Override
  public @Nullable VideoFrame next() {
    try (DecodedFrame picture = decode()) {
      return picture == null ? null : convert(picture);
    }
  }

  /** Decodes the next frame of the range; the caller closes it. Null at the end. */
  @Nullable DecodedFrame decode() {
    while (!ended && decoder.decode(frame)) {
      long timestamp = clock.time(frame.best_effort_timestamp(), frame.duration());
      double seconds = timestamp * format.timeBase().value();
      if (range.isAfter(seconds)) {
        break;
      } else if (!range.isBefore(seconds)) {
        end = clock.end();
        return new DecodedFrame(frame, number++, timestamp, seconds);
      }
    }
    ended = true;
    return null;
  }

  /** The key frames before evenly spread times: they are reached without decoding others. */
  @Override
  public List<RgbImage> sample(int most) throws VideoException {
    double end = Math.min(format.seconds(), range.to());
    List<RgbImage> sample = new ArrayList<>();
    try (VideoReader other = new VideoReader(input.address(), TimeRange.ALL)) {
      Set<Long> seen = new HashSet<>();
      for (int i = 0; i < most && end > range.from(); i++) {
        double time = range.from() + (end - range.from()) * i / most;
        VideoFrame frame = other.input.seek(Math.round(time * 1e6)) ? other.keyFrame() : null;
        if (frame != null && seen.add(frame.timestamp())) {
          sample.add(frame.image());
        }
      }
    }
    return sample;
  }

  private @Nullable VideoFrame keyFrame() {
    decoder.restart();
    clock.restart();
    return next();
  }

  /** Gives the pixels of a decoded frame; another thread may go on decoding. */
  VideoFrame convert(DecodedFrame picture) {
    // Few streams change their size on the way; what is made of them may not.
    RgbImage stored =
        Resize.bilinear(conversion.toRgb(picture.frame()), format.width(), format.height());
    return new VideoFrame(
        picture.number(), picture.timestamp(), picture.seconds(), format.turn().apply(stored));
  }

  @Override
  public @Nullable String endedEarly() {
    double end = Math.min(announced, range.to());
    double reached = Math.max(0, clock.end() * format.timeBase().value());
    String failure = input.failure();
    if (!ended || (end - reached < TOLERATED_SECONDS && failure == null)) {
      return null;
    }
    String length = announced > 0 ? "%.1f s of video".formatted(end) : "a whole video";
    String reason = failure == null ? "the file is cut off or damaged" : failure;
    return "Expected %s in %s, found that it ends after frame %d, at %.1f s; %s"
        .formatted(length, input.address().name(), number, reached, reason);
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public long damaged() {
    return decoder.damaged();
  }

  @Override
  public void interrupt() {
    input.interrupt();
  }

  @Override
  public void close() {
    release(decoder);
  }

  private void release(@Nullable VideoDecoder opened) {
    if (!closed) {
      closed = true;
      if (opened != null) {
        opened.close();
      }
      input.close();
      avutil.av_frame_free(frame);
      conversion.close();
    }
  }
}
