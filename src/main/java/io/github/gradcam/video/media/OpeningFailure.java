package io.github.gradcam.video.media;

import java.util.Map;
import org.bytedeco.ffmpeg.global.avutil;

/** Why a source could not be opened, and what to do about it. */
final class OpeningFailure {

  private static final int NO_ENTRY = -2;
  private static final int INPUT_OUTPUT = -5;
  private static final int NO_ACCESS = -13;
  private static final int BUSY = -16;
  private static final int NO_DEVICE = -19;
  private static final int IS_A_FOLDER = -21;

  private static final Map<Integer, String> WORDS =
      Map.of(
          NO_ENTRY,
          "nothing there; check the name",
          INPUT_OUTPUT,
          "that it cannot be read; check that it is connected and its address",
          NO_ACCESS,
          "that it is not allowed; check owner and mode (cameras: the group 'video')",
          BUSY,
          "that it is in use; close the other program that reads from it",
          NO_DEVICE,
          "that it is gone or no video device; plug it in, or give another",
          IS_A_FOLDER,
          "a folder; give a file",
          avutil.AVERROR_INVALIDDATA,
          "data of no known video format, or a file without its end");

  private OpeningFailure() {}

  /** One line for users. */
  static String of(MediaAddress address, int code) {
    String found = WORDS.getOrDefault(code, Ffmpeg.reason(code) + "; check the address");
    if (address.live() && code == avutil.AVERROR_INVALIDDATA) {
      found = "no video in what it sends, or nothing at all; check that it is sending";
    }
    String expected = address.live() ? "to open the source" : "a video in";
    return "Expected %s %s, found %s".formatted(expected, address.name(), found);
  }
}
