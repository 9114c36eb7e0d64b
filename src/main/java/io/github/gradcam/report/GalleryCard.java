package io.github.gradcam.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One picture of the gallery, as the template reads it. */
record GalleryCard(
    String image,
    String link,
    String headline,
    int filter,
    List<GalleryBar> bars,
    String layer,
    String method,
    @Nullable String diagnosis) {

  private static final String NO_CLASS = "no class";

  static GalleryCard of(Item item, List<GalleryFilter> filters) {
    String predicted = predicted(item);
    int filter =
        filters.stream()
            .filter(candidate -> candidate.label().equals(predicted))
            .findFirst()
            .orElseThrow()
            .number();
    return new GalleryCard(
        item.image(),
        RelativeLink.encode(Objects.requireNonNull(item.picture())),
        item.headline(),
        filter,
        item.predictions().stream().map(GalleryBar::of).toList(),
        item.layer(),
        item.method(),
        item.diagnosis());
  }

  /** The most likely class of an item. */
  static String predicted(Item item) {
    return item.predictions().stream()
        .max(Comparator.comparingDouble(Bar::probability))
        .map(Bar::label)
        .orElse(NO_CLASS);
  }

  /** A bar with its width and its text. */
  record GalleryBar(String label, String width, String percent, boolean target) {

    static GalleryBar of(Bar bar) {
      double percent = 100 * Math.min(1, Math.max(0, bar.probability()));
      String text = Double.isNaN(percent) ? "not a number" : format(percent) + " %";
      return new GalleryBar(
          bar.label(), Double.isNaN(percent) ? "0" : format(percent), text, bar.target());
    }

    private static String format(double percent) {
      return String.format(Locale.ROOT, "%.1f", percent);
    }
  }
}
