package io.github.gradcam.video.media;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where FFmpeg finds a video, and how it has to ask for it.
 *
 * @param name for people, as they typed it, but without user names and passwords
 * @param url for FFmpeg
 * @param format of the input, such as {@code v4l2}; null where FFmpeg finds it out
 * @param options of the input, by name
 * @param live whether the newest frame matters more than every frame
 */
record MediaAddress(
    String name, String url, @Nullable String format, Map<String, String> options, boolean live) {

  /** Copies the options, and takes secrets out of the name. */
  MediaAddress {
    name = PublicName.of(name);
    options = Map.copyOf(options);
  }

  /** The name alone, as the URL may hold secrets. */
  @Override
  public String toString() {
    return name;
  }

  /** A file, whatever signs its name has. */
  static MediaAddress of(Path file) {
    String url = "file:" + file.toAbsolutePath();
    return new MediaAddress(file.toString(), url, null, Map.of(), false);
  }
}
