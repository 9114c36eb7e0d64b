package io.github.gradcam.video.media;

import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Writes films of images and a tone by FFmpeg's libraries alone, so on each machine. */
public final class FilmWriter implements AutoCloseable {

  private static final int SAMPLES_A_SECOND = 44_100;
  private static final double TONE = 440;
  private static final int LOUD = 4000;
  private static final int BITS_A_SECOND = 1_000_000;

  private final FFmpegFrameRecorder recorder;
  private final double rate;
  private long pictures;
  private long samples;

  /**
   * Begins an MP4 of H.264 and AAC.
   *
   * @param rate frames a second, such as 30000/1001
   */
  public FilmWriter(Path file, int width, int height, String rate) throws IOException {
    CaptureDevices.tryToLoad();
    String[] ratio = (rate + "/1").split("/", -1);
    this.rate = Double.parseDouble(ratio[0]) / Double.parseDouble(ratio[1]);
    recorder = new FFmpegFrameRecorder(file.toString(), width, height, 1);
    recorder.setFormat("mp4");
    recorder.setOption("movflags", "faststart");
    recorder.setVideoCodecName("libopenh264");
    recorder.setVideoBitrate(BITS_A_SECOND);
    recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    recorder.setFrameRate(this.rate);
    recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
    recorder.setSampleRate(SAMPLES_A_SECOND);
    recorder.start();
  }

  /** The next image, with its part of the tone. */
  public void write(RgbImage picture) throws IOException {
    recorder.recordImage(
        picture.width(),
        picture.height(),
        Frame.DEPTH_UBYTE,
        RgbImage.CHANNELS,
        picture.width() * RgbImage.CHANNELS,
        avutil.AV_PIX_FMT_RGB24,
        ByteBuffer.wrap(picture.pixels()));
    pictures++;
    int wanted = (int) (Math.round(pictures / rate * SAMPLES_A_SECOND) - samples);
    short[] tone = new short[wanted];
    for (int i = 0; i < wanted; i++) {
      double turns = TONE * samples++ / SAMPLES_A_SECOND;
      tone[i] = (short) Math.round(LOUD * Math.sin(2 * Math.PI * turns));
    }
    recorder.recordSamples(SAMPLES_A_SECOND, 1, ShortBuffer.wrap(tone));
  }

  /** Completes it. */
  @Override
  public void close() throws IOException {
    recorder.close();
  }
}
