package io.github.gradcam.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Paths as links. */
final class RelativeLink {

  private RelativeLink() {}

  /** Percent-encodes each part of a relative path; the '/' between them stay. */
  static String encode(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
