package io.github.gradcam.video.media;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/** Describes the images of a file to its players. */
final class VideoTrack {

  private VideoTrack() {}

  /** Adds a stream for what an encoder makes to a file that is not begun yet. */
  static AVStream add(MediaOutput output, VideoEncoder encoder, VideoFormat format)
      throws VideoException {
    AVStream added = output.addStream();
    try (AVRational base = Ffmpeg.rational(format.timeBase());
        AVRational rate = Ffmpeg.rational(format.frameRate());
        AVRational aspect = Ffmpeg.rational(format.pixelAspect())) {
      added.time_base(base).avg_frame_rate(rate).sample_aspect_ratio(aspect);
    }
    Ffmpeg.check(
        avcodec.avcodec_parameters_from_context(added.codecpar(), encoder.context()),
        "Expected to describe the video");
    if (format.turn().degrees() != 0) {
      turn(added.codecpar(), format.turn().degrees());
    }
    return added;
  }

  /** Players turn the stored frames by the display matrix. */
  private static void turn(AVCodecParameters parameters, int degrees) {
    long size = 9L * Integer.BYTES;
    Pointer matrix = avutil.av_mallocz(size);
    avutil.av_display_rotation_set(new IntPointer(matrix), degrees);
    AVPacketSideData all = new AVPacketSideData(null);
    int[] count = {0};
    avcodec.av_packet_side_data_add(all, count, avcodec.AV_PKT_DATA_DISPLAYMATRIX, matrix, size, 0);
    parameters.coded_side_data(all).nb_coded_side_data(count[0]);
  }
}
