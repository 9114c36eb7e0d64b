package io.github.gradcam.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Paths as links of a page. */
public final class Links {

  private Links() {}

  /**
   * Percent-encodes each part of a path, so that names with %, # or ? open too.
   *
   * @param path relative, with forward slashes
   * @return a link
   */
  public static String of(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
