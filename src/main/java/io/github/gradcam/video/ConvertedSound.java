package io.github.gradcam.video;

import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.FrameRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of a file's sound as AAC, which is deleted on closing.
 *
 * @param file an M4A whose time 0 is that of the source
 */
record ConvertedSound(Path file) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConvertedSound.class);
  private static final int BITS_PER_CHANNEL = 96_000;

  /** Converts the sound of a file, after as many seconds of silence. */
  static ConvertedSound of(Path source, double silence, Path folder) throws IOException {
    ConvertedSound copy = new ConvertedSound(Files.createTempFile(folder, ".sound-", ".m4a"));
    try {
      copy.convert(source, silence);
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
    return copy;
  }

  private void convert(Path source, double silence) throws VideoException {
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber("file:" + source.toAbsolutePath())) {
      grabber.start();
      try (FFmpegFrameRecorder recorder =
          new FFmpegFrameRecorder(file.toString(), grabber.getAudioChannels())) {
        recorder.setFormat("mp4");
        recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
        recorder.setSampleRate(grabber.getSampleRate());
        recorder.setAudioBitrate(BITS_PER_CHANNEL * grabber.getAudioChannels());
        recorder.start();
        int samples = Math.toIntExact(Math.round(silence * grabber.getSampleRate()));
        if (samples > 0) {
          recorder.recordSamples(ShortBuffer.allocate(samples * grabber.getAudioChannels()));
        }
        for (Frame frame = grabber.grabSamples(); frame != null; frame = grabber.grabSamples()) {
          recorder.record(frame);
        }
        recorder.stop();
      }
    } catch (FrameGrabber.Exception | FrameRecorder.Exception e) {
      throw new VideoException(
          "Expected to turn the sound of %s into AAC, found: %s; leave it out with --no-sound"
              .formatted(source, e.getMessage()));
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("Cannot delete {}: {}", file, e.getMessage());
    }
  }
}
