package io.github.gradcam.video.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** How long a stream says that it is; that of its file may be that of another, longer stream. */
final class StreamLength {

  /** As Matroska writes it. */
  private static final Pattern TAG = Pattern.compile("(\\d+):(\\d+):(\\d+(?:\\.\\d+)?)");

  private StreamLength() {}

  /** Seconds; 0 where the stream says nothing. */
  static double seconds(AVStream stream, Ratio base) {
    if (stream.duration() > 0) {
      return stream.duration() * base.value();
    }
    try (BytePointer key = Ffmpeg.text("DURATION")) {
      AVDictionaryEntry entry = avutil.av_dict_get(stream.metadata(), key, null, 0);
      return entry == null ? 0 : parsed(entry.value().getString());
    }
  }

  /** Such as 3723.5 of {@code 01:02:03.500000000}; 0 if it is no time. */
  static double parsed(String tag) {
    Matcher matcher = TAG.matcher(tag.strip());
    return matcher.matches()
        ? 3600 * Double.parseDouble(matcher.group(1))
            + 60 * Double.parseDouble(matcher.group(2))
            + Double.parseDouble(matcher.group(3))
        : 0;
  }
}
