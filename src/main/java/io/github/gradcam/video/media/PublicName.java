package io.github.gradcam.video.media;

import java.util.regex.Pattern;

/**
 * Names of sources as people may see them, in titles, messages and recordings: without the user
 * names and passwords that URLs can hold.
 */
final class PublicName {

  /** Up to the last @ of the host's part, as FFmpeg reads it. */
  private static final Pattern USER = Pattern.compile("(?<=://)[^/?#]*@");

  /** A password with a sign that should have been written as %2F or the like. */
  private static final Pattern BROKEN_USER =
      Pattern.compile("(?<=://)(?!\\[)[^/?#@:]*:(?!\\d{1,5}[/?#]).*@");

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([?&][^=&#]*(?:user|usr|login|pass|pwd|secret|token|key|auth|sig)[^=&#]*=)[^&#]*");

  private PublicName() {}

  /** The text as it is, or a URL without what only its owner should know. */
  static String of(String text) {
    String withoutUser = USER.matcher(text).replaceFirst("");
    String bare = BROKEN_USER.matcher(withoutUser).replaceFirst("");
    return SECRET.matcher(bare).replaceAll("$1...");
  }
}
