package io.github.gradcam.fuzz;

import io.github.gradcam.image.QuarterTurn;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.video.media.Ratio;
import io.github.gradcam.video.media.VideoFormat;
import io.github.gradcam.video.media.VideoWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Videos of few small frames: as the project writes them, and of other codecs. */
final class SmallVideos {

  private static final int SIDE = 48;
  private static final int FRAMES = 6;
  private static final int RATE = 25;

  private SmallVideos() {}

  static List<FuzzInput> all(Path folder) throws Exception {
    RgbImage photo =
        Resize.bilinear(ImageFiles.read(Path.of("data", "sea-cliffs.jpg")), SIDE, SIDE);
    List<FuzzInput> all = new ArrayList<>();
    for (String form : List.of("mp4", "mov", "mkv")) {
      Path file = folder.resolve("own." + form);
      write(photo, file);
      all.add(FuzzInput.read(file));
    }
    record(photo, folder.resolve("other.avi"), "avi", avcodec.AV_CODEC_ID_MJPEG);
    record(photo, folder.resolve("stream.mjpeg"), "mjpeg", avcodec.AV_CODEC_ID_MJPEG);
    record(photo, folder.resolve("other.mp4"), "mp4", avcodec.AV_CODEC_ID_MPEG4);
    record(photo, folder.resolve("other.ts"), "mpegts", avcodec.AV_CODEC_ID_MPEG2VIDEO);
    for (String name : List.of("other.avi", "stream.mjpeg", "other.mp4", "other.ts")) {
      all.add(FuzzInput.read(folder.resolve(name)));
    }
    return all;
  }

  private static void write(RgbImage photo, Path file) throws IOException {
    Ratio tick = new Ratio(1, RATE);
    VideoFormat format =
        new VideoFormat(
            SIDE, SIDE, QuarterTurn.NONE, new Ratio(1, 1), new Ratio(RATE, 1), tick, FRAMES, 0);
    try (VideoWriter writer = new VideoWriter(file, format)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(photo, i);
      }
      writer.finish(true);
    }
  }

  private static void record(RgbImage photo, Path file, String container, int codec)
      throws IOException {
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toString(), SIDE, SIDE)) {
      recorder.setFormat(container);
      recorder.setVideoCodec(codec);
      recorder.setPixelFormat(
          codec == avcodec.AV_CODEC_ID_MJPEG
              ? avutil.AV_PIX_FMT_YUVJ420P
              : avutil.AV_PIX_FMT_YUV420P);
      recorder.setFrameRate(RATE);
      recorder.start();
      for (int i = 0; i < FRAMES; i++) {
        recorder.recordImage(
            SIDE,
            SIDE,
            Frame.DEPTH_UBYTE,
            RgbImage.CHANNELS,
            SIDE * RgbImage.CHANNELS,
            avutil.AV_PIX_FMT_RGB24,
            ByteBuffer.wrap(photo.pixels()));
      }
    }
  }
}
