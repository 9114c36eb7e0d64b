package io.github.gradcam.video.media;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all uses of FFmpeg share: loading it, its codes, texts and quotients. */
final class Ffmpeg {

  private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);
  private static final int LONGEST_MESSAGE = 256;

  /** The code of what has nothing to give yet. */
  static final int AGAIN;

  static {
    avutil.av_log_set_level(LOG.isDebugEnabled() ? avutil.AV_LOG_WARNING : avutil.AV_LOG_QUIET);
    avformat.avformat_network_init();
    AGAIN = org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN();
  }

  private Ffmpeg() {}

  /** Does nothing but have this class initialised. */
  static void load() {}

  /** Passes a code on unless it tells of a failure. */
  static int check(int code, String expectation) throws VideoException {
    if (code < 0) {
      throw new VideoException("%s, found: %s".formatted(expectation, reason(code)));
    }
    return code;
  }

  /** What FFmpeg says about a negative code, such as "No such file or directory". */
  static String reason(int code) {
    byte[] text = new byte[LONGEST_MESSAGE];
    avutil.av_strerror(code, text, text.length);
    return new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
  }

  /** A text as FFmpeg takes it; the caller closes it. */
  static BytePointer text(String value) {
    return new BytePointer(value, StandardCharsets.UTF_8);
  }

  static void set(AVDictionary dictionary, String key, String value) {
    try (BytePointer name = text(key);
        BytePointer content = text(value)) {
      avutil.av_dict_set(dictionary, name, content, 0);
    }
  }

  /** The quotient, or another where it is not known. */
  static Ratio ratio(AVRational rational, Ratio unknown) {
    int numerator = rational.num();
    int denominator = rational.den();
    return numerator <= 0 || denominator <= 0 ? unknown : new Ratio(numerator, denominator);
  }

  /** The caller closes it. */
  static AVRational rational(Ratio ratio) {
    return avutil.av_make_q(ratio.numerator(), ratio.denominator());
  }

  /** A time in other ticks, to the nearest. */
  static long rescale(long time, Ratio from, Ratio to) {
    return avutil.av_rescale(
        time,
        (long) from.numerator() * to.denominator(),
        (long) from.denominator() * to.numerator());
  }
}
