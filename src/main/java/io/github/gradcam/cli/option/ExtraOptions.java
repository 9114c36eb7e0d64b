package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.batch.gallery.Drawing.Extra;
import io.github.gradcam.cli.console.UsageException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is written besides images and maps. */
final class ExtraOptions {

  private static final Set<String> NAMES =
      Stream.of(Extra.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

  @Parameter(
      names = "--save",
      description =
          "Also write: raw (the signed map, .npy), mask (.png), contours (an image), boxes "
              + "(regions.json, COCO style); or all")
  private @Nullable List<String> kinds; // null in place of an empty list, which help would show

  @Parameter(
      names = "--threshold",
      description = "Where a region begins for mask, contours and boxes, 0..1")
  private double threshold = 0.5;

  /** What was asked for. */
  Set<Extra> kinds() {
    Set<Extra> chosen = EnumSet.noneOf(Extra.class);
    for (String kind : kinds == null ? List.<String>of() : kinds) {
      String word = kind.strip().toUpperCase(Locale.ROOT);
      if (word.equals("ALL")) {
        chosen.addAll(EnumSet.allOf(Extra.class));
      } else if (NAMES.contains(word)) {
        chosen.add(Extra.valueOf(word));
      } else {
        throw new UsageException(
            "Expected --save of raw, mask, contours, boxes or all, found '%s'".formatted(kind));
      }
    }
    return chosen;
  }

  double threshold() {
    if (!(threshold > 0 && threshold <= 1)) {
      throw new UsageException("Expected a threshold above 0, up to 1, found " + threshold);
    }
    return threshold;
  }
}
