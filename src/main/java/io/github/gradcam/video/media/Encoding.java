package io.github.gradcam.video.media;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * How images are stored in a kind of file.
 *
 * @param extension of the file's name, lower case
 * @param format FFmpeg's name of the container
 * @param codec FFmpeg's name of the encoder
 * @param codecOptions of the encoder
 * @param formatOptions of the container
 * @param sounds FFmpeg's codes of the sound that it takes and browsers play; none if it takes none
 */
record Encoding(
    String extension,
    String format,
    String codec,
    Map<String, String> codecOptions,
    Map<String, String> formatOptions,
    Set<Integer> sounds) {

  /** At one quality, which is faster than at one bit rate, and looks better for its size. */
  private static final Map<String, String> H264 =
      Map.of("profile", "high", "coder", "cabac", "rc_mode", "off");

  /**
   * Written in fragments, each of which can be played whatever happens later; turned into an
   * ordinary file at the end.
   */
  private static final Map<String, String> RECOVERABLE =
      Map.of("movflags", "hybrid_fragmented+frag_keyframe");

  private static final Set<Integer> SOUNDS_OF_MOV =
      Set.of(avcodec.AV_CODEC_ID_AAC, avcodec.AV_CODEC_ID_MP3);

  private static final Set<Integer> SOUNDS =
      Set.of(
          avcodec.AV_CODEC_ID_AAC,
          avcodec.AV_CODEC_ID_MP3,
          avcodec.AV_CODEC_ID_OPUS,
          avcodec.AV_CODEC_ID_FLAC);

  private static final List<Encoding> ALL =
      List.of(
          new Encoding("mp4", "mp4", "libopenh264", H264, RECOVERABLE, SOUNDS),
          new Encoding("mov", "mov", "libopenh264", H264, RECOVERABLE, SOUNDS_OF_MOV),
          new Encoding("mkv", "matroska", "libopenh264", H264, Map.of(), SOUNDS),
          new Encoding(
              "webp",
              "webp",
              "libwebp_anim",
              Map.of("quality", "70", "compression_level", "4"),
              Map.of("loop", "0"),
              Set.of()));

  /** The pixels of level 5.2, the highest that the encoder knows. */
  private static final long MOST_PIXELS = 36_864L * 256;

  private static final int LEAST_SIDE = 16;

  /** Whether it is a video, with sound and turns, rather than a moving image. */
  boolean video() {
    return !sounds.isEmpty();
  }

  /** Refuses sizes that cannot be encoded. */
  void check(VideoFormat size) throws VideoException {
    boolean small = Math.min(size.width(), size.height()) < LEAST_SIDE;
    if (video() && (small || (long) size.width() * size.height() > MOST_PIXELS)) {
      throw new VideoException(
          "Expected frames of at least %d x %d and at most %,d pixels for H.264, found %d x %d; try --view overlay, or write a .webp"
              .formatted(LEAST_SIDE, LEAST_SIDE, MOST_PIXELS, size.width(), size.height()));
    }
  }

  /** All encoders take it. */
  static int pixelFormat() {
    return avutil.AV_PIX_FMT_YUV420P;
  }

  /**
   * The encoding that a file's name asks for.
   *
   * @throws IllegalArgumentException if its extension is none of those known
   */
  static Encoding of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(encoding -> name.endsWith("." + encoding.extension))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a video file of the kind .mp4, .mov, .mkv or .webp, found '%s'"
                        .formatted(file)));
  }
}
