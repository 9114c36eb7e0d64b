package io.github.gradcam.video.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What FFmpeg's libraries say of a stream, under the names of the program {@code ffprobe}, which
 * does not run on each machine.
 */
public final class MediaProbe {

  private MediaProbe() {}

  /** Of the first stream of video in a file; empty if there is none. */
  public static Map<String, String> video(Path file) throws IOException {
    return probe(file, avutil.AVMEDIA_TYPE_VIDEO);
  }

  /** Of the first stream of sound in a file; empty if there is none. */
  public static Map<String, String> sound(Path file) throws IOException {
    return probe(file, avutil.AVMEDIA_TYPE_AUDIO);
  }

  private static Map<String, String> probe(Path file, int kind) throws IOException {
    Ffmpeg.load();
    AVFormatContext context = new AVFormatContext(null);
    check(avformat.avformat_open_input(context, file.toString(), null, null), file);
    try {
      check(avformat.avformat_find_stream_info(context, (PointerPointer<?>) null), file);
      for (int i = 0; i < context.nb_streams(); i++) {
        if (context.streams(i).codecpar().codec_type() == kind) {
          return values(context, context.streams(i));
        }
      }
      return Map.of();
    } finally {
      avformat.avformat_close_input(context);
    }
  }

  private static void check(int code, Path file) throws IOException {
    if (code < 0) {
      throw new IOException(file + ": " + Ffmpeg.reason(code));
    }
  }

  private static Map<String, String> values(AVFormatContext context, AVStream stream)
      throws IOException {
    Map<String, String> values = new TreeMap<>();
    values.put("codec_name", avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString());
    AVRational base = stream.time_base();
    values.put("start_time", seconds(stream.start_time(), base));
    values.put("duration", seconds(stream.duration(), base));
    if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
      values.put("width", Integer.toString(stream.codecpar().width()));
      values.put("height", Integer.toString(stream.codecpar().height()));
      values.put("pix_fmt", avutil.av_get_pix_fmt_name(stream.codecpar().format()).getString());
      AVRational rate = stream.r_frame_rate();
      values.put("r_frame_rate", rate.num() + "/" + rate.den());
      putRotation(stream, values);
    } else {
      values.put("sample_rate", Integer.toString(stream.codecpar().sample_rate()));
    }
    values.put("nb_read_frames", Integer.toString(frames(context, stream)));
    return values;
  }

  private static String seconds(long time, AVRational base) {
    return time == avutil.AV_NOPTS_VALUE
        ? "N/A"
        : Double.toString((double) time * base.num() / base.den());
  }

  private static void putRotation(AVStream stream, Map<String, String> values) {
    AVPacketSideData turn =
        avcodec.av_packet_side_data_get(
            stream.codecpar().coded_side_data(),
            stream.codecpar().nb_coded_side_data(),
            avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    if (turn != null) {
      double degrees = avutil.av_display_rotation_get(new IntPointer(turn.data()));
      values.put("rotation", Long.toString(Math.round(degrees)));
    }
  }

  /** How many frames are decoded from it. */
  private static int frames(AVFormatContext context, AVStream stream) throws IOException {
    AVCodecContext decoder =
        avcodec.avcodec_alloc_context3(avcodec.avcodec_find_decoder(stream.codecpar().codec_id()));
    AVPacket packet = avcodec.av_packet_alloc();
    AVFrame frame = avutil.av_frame_alloc();
    try {
      avcodec.avcodec_parameters_to_context(decoder, stream.codecpar());
      if (avcodec.avcodec_open2(decoder, decoder.codec(), (AVDictionary) null) < 0) {
        throw new IOException("Cannot decode " + decoder.codec().name().getString());
      }
      int count = 0;
      while (avformat.av_read_frame(context, packet) >= 0) {
        if (packet.stream_index() == stream.index()) {
          avcodec.avcodec_send_packet(decoder, packet);
          count += received(decoder, frame);
        }
        avcodec.av_packet_unref(packet);
      }
      avcodec.avcodec_send_packet(decoder, null);
      return count + received(decoder, frame);
    } finally {
      avutil.av_frame_free(frame);
      avcodec.av_packet_free(packet);
      avcodec.avcodec_free_context(decoder);
    }
  }

  private static int received(AVCodecContext decoder, AVFrame frame) {
    int count = 0;
    while (avcodec.avcodec_receive_frame(decoder, frame) >= 0) {
      count++;
    }
    return count;
  }
}
