package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.cli.console.UsageException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is written besides pictures and maps. */
public final class ExtraOptions {

  private static final List<String> KINDS = List.of("raw", "mask", "contours", "boxes");

  @Parameter(
      names = "--save",
      description =
          "Also write: raw (the signed map, .npy), mask (.png), contours (a picture), boxes "
              + "(regions.json, COCO style); or all")
  private @Nullable List<String> kinds; // null in place of an empty list, which help would show

  @Parameter(
      names = "--threshold",
      description = "Where a region begins for mask, contours and boxes, 0..1")
  private double threshold = 0.5;

  /** Refuses what cannot be meant. */
  public void check() {
    for (String kind : kinds()) {
      if (!KINDS.contains(word(kind)) && !word(kind).equals("all")) {
        throw new UsageException(
            "Expected --save of %s or all, found '%s'".formatted(String.join(", ", KINDS), kind));
      }
    }
    if (!(threshold > 0 && threshold <= 1)) {
      throw new UsageException("Expected a threshold above 0, up to 1, found " + threshold);
    }
  }

  public boolean raw() {
    return has("raw");
  }

  public boolean mask() {
    return has("mask");
  }

  public boolean contours() {
    return has("contours");
  }

  public boolean boxes() {
    return has("boxes");
  }

  public double threshold() {
    return threshold;
  }

  private List<String> kinds() {
    return kinds == null ? List.of() : kinds;
  }

  private boolean has(String kind) {
    return kinds().stream()
        .map(ExtraOptions::word)
        .anyMatch(k -> k.equals(kind) || k.equals("all"));
  }

  private static String word(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
