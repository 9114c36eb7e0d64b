package io.github.gradcam.video;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * How pictures are stored in a kind of file.
 *
 * @param extension of the file's name, lower case
 * @param format FFmpeg's name of the container
 * @param codec FFmpeg's name of the encoder
 * @param codecOptions of the encoder
 * @param formatOptions of the container
 * @param sound whether it can hold a sound track
 */
record Encoding(
    String extension,
    String format,
    String codec,
    Map<String, String> codecOptions,
    Map<String, String> formatOptions,
    boolean sound) {

  /** At one quality, which is faster than at one bit rate, and looks better for its size. */
  private static final Map<String, String> H264 =
      Map.of("profile", "high", "coder", "cabac", "rc_mode", "off");

  /**
   * Written in fragments, each of which can be played whatever happens later; turned into an
   * ordinary file at the end.
   */
  private static final Map<String, String> RECOVERABLE =
      Map.of("movflags", "hybrid_fragmented+frag_keyframe");

  private static final List<Encoding> ALL =
      List.of(
          new Encoding("mp4", "mp4", "libopenh264", H264, RECOVERABLE, true),
          new Encoding("mov", "mov", "libopenh264", H264, RECOVERABLE, true),
          new Encoding("mkv", "matroska", "libopenh264", H264, Map.of(), true),
          new Encoding(
              "webp",
              "webp",
              "libwebp_anim",
              Map.of("quality", "70", "compression_level", "4"),
              Map.of("loop", "0"),
              false));

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
