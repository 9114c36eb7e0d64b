package io.github.gradcam.video.media;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A live source as users name it: a camera by its number or device, {@code screen}, or a URL.
 *
 * @param text what was typed
 * @param size WxH that is asked of a camera or taken of a screen; null for its own
 * @param rate frames a second that are asked for, above 0; null for its own
 */
public record CameraSpec(String text, @Nullable String size, @Nullable Ratio rate) {

  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})[xX]([1-9]\\d{0,4})");
  private static final Pattern URL = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://.+");
  private static final Pattern SCREEN = Pattern.compile("screen(?::(.+))?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

  /** Microseconds after which a silent connection counts as lost. */
  private static final String NETWORK_PATIENCE = "5000000";

  /**
   * Checks what was typed.
   *
   * @throws IllegalArgumentException if it is no such source or no size
   */
  public CameraSpec {
    if (size != null && !SIZE.matcher(size).matches()) {
      throw new IllegalArgumentException(
          "Expected a --size of WIDTHxHEIGHT such as 640x480, found '%s'".formatted(size));
    }
    if (isUrl(text) && (size != null || rate != null)) {
      throw new IllegalArgumentException(
          "Expected --size and --fps with a camera or a screen only, found them with %s, which sends what it sends"
              .formatted(PublicName.of(text)));
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "Expected a --camera of a number, a device, screen or a URL, found ''");
    }
  }

  private static boolean isUrl(String text) {
    return URL.matcher(text).matches();
  }

  /** {@return what it is called: as typed, but without the user names and passwords of a URL} */
  public String name() {
    return PublicName.of(text);
  }

  /** As text without secrets. */
  @Override
  public String toString() {
    return name();
  }

  /**
   * The source on this machine.
   *
   * @return opens it
   * @throws IllegalArgumentException if the system has no such source, such as no screen
   */
  public LiveSource.Opener opener() {
    MediaAddress address = address(System.getProperty("os.name", ""), System.getenv("DISPLAY"));
    return () -> {
      LocalCameras.check(address);
      return new CameraSource(address);
    };
  }

  /**
   * Where FFmpeg finds it.
   *
   * @param system the name of the operating system, as Java calls it
   * @param display the value of {@code DISPLAY} in the environment, null where it is not set
   * @throws IllegalArgumentException if the system has no such source
   */
  public MediaAddress address(String system, @Nullable String display) {
    String os = system.toLowerCase(Locale.ROOT);
    boolean mac = os.startsWith("mac");
    boolean windows = os.startsWith("windows");
    Matcher screen = SCREEN.matcher(text);
    if (isUrl(text)) {
      return new MediaAddress(name(), text, null, streamOptions(), true);
    } else if (screen.matches()) {
      String area = screen.group(1);
      return mac
          ? device("Capture screen 0:none", "avfoundation")
          : windows ? device("desktop", "gdigrab") : x11(area == null ? display : area, display);
    } else if (mac) {
      return device(text + ":none", "avfoundation");
    } else if (windows) {
      return device(NUMBER.matcher(text).matches() ? text : "video=" + text, windowsFormat());
    }
    return device(NUMBER.matcher(text).matches() ? "/dev/video" + text : text, "v4l2");
  }

  private String windowsFormat() {
    return NUMBER.matcher(text).matches() ? "vfwcap" : "dshow";
  }

  /** The screen of an X server; {@code +X,Y} alone is a place on the usual one. */
  private MediaAddress x11(@Nullable String area, @Nullable String display) {
    String place = area != null && area.startsWith("+") && display != null ? display + area : area;
    if (place == null || place.isBlank()) {
      throw new IllegalArgumentException(
          "Expected a display to capture, found none (DISPLAY is not set); give --camera screen::0");
    }
    return device(place, "x11grab");
  }

  private MediaAddress device(String url, String format) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("fflags", "nobuffer");
    if (size != null) {
      options.put("video_size", size.toLowerCase(Locale.ROOT));
    }
    if (rate != null) {
      options.put("framerate", rate.toString());
    } else if (format.equals("avfoundation") || format.equals("x11grab")) {
      options.put("framerate", "30");
    }
    return new MediaAddress(name(), url, format, options, true);
  }

  /** Little is read ahead, and a connection that says nothing is given up. */
  private Map<String, String> streamOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("fflags", "nobuffer");
    options.put("analyzeduration", "500000");
    if (text.startsWith("rtsp")) {
      options.put("rtsp_transport", "tcp");
      options.put("timeout", NETWORK_PATIENCE);
    } else {
      options.put("rw_timeout", NETWORK_PATIENCE);
    }
    return options;
  }
}
