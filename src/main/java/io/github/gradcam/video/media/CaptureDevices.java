package io.github.gradcam.video.media;

import io.github.gradcam.image.FailureWords;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * FFmpeg's library of cameras and screens. It wants libraries of the system, such as that of
 * PulseAudio, which files and streams do without: it is loaded only where a device is opened.
 */
final class CaptureDevices {

  /** Which variants of native libraries are looked for; OpenCV's part of the program narrows it. */
  private static final String VARIANTS = "org.bytedeco.javacpp.platform.extension";

  private static final Pattern MISSING =
      Pattern.compile("([^\\s:/]+): cannot open shared object file");

  /** The packages of what is not on every machine. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "libpulse.so.0", "libpulse0",
          "libxcb.so.1", "libxcb1",
          "libxcb-shm.so.0", "libxcb-shm0");

  private static boolean loaded;

  /** Why it cannot be loaded: Java tells it the first time only. */
  private static @Nullable String failure;

  private CaptureDevices() {}

  /**
   * What captures from a kind of device, such as {@code v4l2}.
   *
   * @return null where this system has no such kind
   * @throws VideoException if the library cannot be loaded
   */
  static @Nullable AVInputFormat find(String kind) throws VideoException {
    load();
    AVInputFormat found = avformat.av_find_input_format(kind);
    if (found != null) {
      return found;
    }
    for (AVInputFormat device = avdevice.av_input_video_device_next(null);
        device != null;
        device = avdevice.av_input_video_device_next(device)) {
      if (device.name().getString().equals(kind)) {
        return device;
      }
    }
    return null;
  }

  /**
   * Loads the library.
   *
   * @throws VideoException if that fails; it says what is missing
   */
  static synchronized void load() throws VideoException {
    tryToLoad();
    if (failure != null) {
      throw new VideoException(failure);
    }
  }

  /**
   * Loads the library where that is possible. JavaCV tries it, too, without need and as OpenCV left
   * the variants; where that fails, it fails for good: to be called before.
   */
  static synchronized void tryToLoad() {
    if (!loaded && failure == null) {
      Ffmpeg.load();
      try {
        loadAnyVariant();
        avdevice.avdevice_register_all();
        loaded = true;
      } catch (LinkageError e) {
        failure = message(e);
      }
    }
  }

  /** It names a library that only its variant under the GPL has; any is taken that is there. */
  private static void loadAnyVariant() {
    String narrowed = System.clearProperty(VARIANTS);
    Loader.loadProperties(true);
    try {
      Loader.load(avdevice.class);
    } finally {
      if (narrowed != null) {
        System.setProperty(VARIANTS, narrowed);
        Loader.loadProperties(true);
      }
    }
  }

  /** What is missing, and what to do. */
  static String message(LinkageError error) {
    String told = "";
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      told = FailureWords.of(cause, "one of its parts is missing");
      Matcher missing = MISSING.matcher(cause.toString());
      if (missing.find()) {
        String name = missing.group(1);
        String hint = PACKAGES.get(name);
        return "Expected FFmpeg's camera library, found that %s is missing on this machine; install it%s"
            .formatted(
                name,
                hint == null ? "" : " (Debian, Ubuntu: sudo apt-get install %s)".formatted(hint));
      }
    }
    return "Expected FFmpeg's camera library, found that it cannot be loaded (%s); give a file, or the URL of a stream"
        .formatted(told);
  }
}
