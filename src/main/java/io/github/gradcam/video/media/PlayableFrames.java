package io.github.gradcam.video.media;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Looks how much of a file can be played, such as after writing it failed. */
final class PlayableFrames {

  private PlayableFrames() {}

  /** How many frames; 0 if none, or if that cannot be told. */
  static long count(Path file) {
    long frames = 0;
    try (MediaInput written = new MediaInput(MediaAddress.of(file))) {
      AVStream video = written.stream(avutil.AVMEDIA_TYPE_VIDEO);
      if (video != null) {
        written.only(video);
        for (AVPacket packet = written.read(); packet != null; packet = written.read()) {
          frames += (packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) == 0 ? 1 : 0;
        }
      }
    } catch (VideoException e) {
      return 0;
    }
    return frames;
  }
}
