package io.github.gradcam.serve;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.serve.http.WebFault;
import io.github.gradcam.serve.http.WebReply;
import io.github.gradcam.serve.http.WebRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page offers: images that ship, for who has none at hand, by the names found at the
 * start; whether there is a report, and which model is found without being named.
 */
final class SampleFiles {

  private final Map<String, Path> byName = new LinkedHashMap<>();
  private final Map<String, Object> page = new LinkedHashMap<>();

  SampleFiles(List<Path> samples, boolean report, @Nullable String shipped) {
    samples.forEach(sample -> byName.put(String.valueOf(sample.getFileName()), sample));
    page.put("samples", List.copyOf(byName.keySet()));
    page.put("report", report);
    page.put("shipped", shipped);
  }

  void addTo(WebRoutes routes) {
    routes.open("GET", "/page", (call, name) -> WebReply.json(page).now());
    routes.open(
        "GET",
        "/samples/{name}",
        (call, name) -> {
          Path sample = byName.get(name);
          if (sample == null) {
            throw new WebFault(
                WebFault.NOT_FOUND, "Expected a sample that /page lists, found another name");
          }
          try {
            return WebReply.of("image/jpeg", Files.readAllBytes(sample))
                .with("Cache-Control", "max-age=3600")
                .now();
          } catch (IOException e) {
            throw new WebFault(
                WebFault.NOT_FOUND,
                "Expected the sample to be there still, found: " + FailureWords.of(e));
          }
        });
  }
}
