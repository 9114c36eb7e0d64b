package io.github.gradcam.video.media;

import io.github.gradcam.image.FailureWords;
import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.FrameRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of a part of a file's sound as AAC, which is deleted on closing.
 *
 * @param file an M4A
 * @param start which time of the source is its time 0, seconds since the start of the video's file
 */
record ConvertedSound(Path file, double start) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConvertedSound.class);
  private static final int BITS_PER_CHANNEL = 96_000;
  private static final int USUAL_RATE = 48_000;

  /** Frames of sound are about as long, seconds. */
  private static final double TOLERANCE = 0.03;

  /** What AAC knows, as far as it can be heard. */
  private static final Set<Integer> RATES =
      Set.of(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, USUAL_RATE);

  /**
   * Converts sound.
   *
   * @param source a video
   * @param late how many seconds after the start of the file its sound begins; silence fills them
   * @param range what of it is taken
   * @param folder for the copy
   * @throws IOException if it cannot be read or written
   */
  static ConvertedSound of(Path source, double late, TimeRange range, Path folder)
      throws IOException {
    CaptureDevices.tryToLoad();
    Path file = Files.createTempFile(folder, ".sound-", ".m4a");
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(MediaAddress.of(source).url())) {
      grabber.start();
      double start = 0;
      if (range.from() > late) {
        start = range.from();
        grabber.setTimestamp(Math.round(start * 1e6));
      }
      convert(grabber, range.from() > late ? 0 : Math.max(0, late), range, file);
      return new ConvertedSound(file, start);
    } catch (FrameGrabber.Exception | FrameRecorder.Exception e) {
      Files.deleteIfExists(file);
      LOG.debug("Cannot convert the sound of {}", source, e);
      throw new VideoException(
          "Expected sound that can be turned into AAC in %s, found that it cannot; leave it out with --no-sound"
              .formatted(source));
    }
  }

  private static void convert(
      FFmpegFrameGrabber grabber, double silence, TimeRange range, Path file)
      throws FrameGrabber.Exception, FrameRecorder.Exception {
    int channels = grabber.getAudioChannels();
    int rate = grabber.getSampleRate();
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toString(), channels)) {
      recorder.setFormat("mp4");
      recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
      recorder.setSampleRate(RATES.contains(rate) ? rate : USUAL_RATE);
      recorder.setAudioBitrate(BITS_PER_CHANNEL * channels);
      recorder.start();
      int samples = Math.toIntExact(Math.round(silence * rate));
      if (samples > 0) {
        recorder.recordSamples(rate, channels, ShortBuffer.allocate(samples * channels));
      }
      long start = Math.max(0, grabber.getFormatContext().start_time());
      for (Frame frame = grabber.grabSamples();
          frame != null && (frame.timestamp - start) / 1e6 < range.to();
          frame = grabber.grabSamples()) {
        if ((frame.timestamp - start) / 1e6 >= range.from() - TOLERANCE) {
          recorder.record(frame);
        }
      }
      recorder.stop();
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("Cannot delete {}: {}", file, FailureWords.of(e));
    }
  }
}
