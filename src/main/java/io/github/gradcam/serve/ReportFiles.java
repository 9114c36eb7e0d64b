package io.github.gradcam.serve;

import io.github.gradcam.serve.http.WebFault;
import io.github.gradcam.serve.http.WebReply;
import io.github.gradcam.serve.http.WebRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The files of a report, and of no other folder, whatever a path says or a link points to. */
final class ReportFiles {

  private static final long LARGEST = 256L << 20;

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "jpg", "image/jpeg",
          "png", "image/png",
          "json", "application/json",
          "csv", "text/csv; charset=utf-8");

  /** The page of a report says itself which script it has: its own, by a hash. */
  private static final String POLICY =
      "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'";

  private final Path folder;

  /**
   * Takes a folder.
   *
   * @throws IOException if it is none
   */
  ReportFiles(Path report) throws IOException {
    folder = report.toRealPath();
  }

  void addTo(WebRoutes routes) {
    routes.page(
        "/report",
        (call, name) -> new WebReply(302, "", new byte[0], Map.of("Location", "/report/")).now());
    routes.page("/report/*", (call, name) -> file(name.isEmpty() ? "index.html" : name).now());
  }

  private WebReply file(String name) throws WebFault {
    try {
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
      Path file = folder.resolve(name).toRealPath();
      if (type != null
          && file.startsWith(folder)
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.size(file) <= LARGEST) {
        return WebReply.of(type, Files.readAllBytes(file))
            .with("Content-Security-Policy", POLICY)
            .with("Cache-Control", "no-cache");
      }
    } catch (IOException | IllegalArgumentException e) {
      // there is no such file
    }
    throw new WebFault(
        WebFault.NOT_FOUND, "Expected a file of the report, found none of that name");
  }
}
