package io.github.gradcam.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the template of the gallery reads; each component is a name in it. */
record GalleryPage(
    String title,
    String subtitle,
    String summary,
    List<GalleryFilter> filters,
    List<GalleryCard> cards,
    List<Item> failures) {

  static GalleryPage of(String title, String subtitle, List<Item> items) {
    List<Item> shown = items.stream().filter(item -> item.picture() != null).toList();
    List<Item> failures = items.stream().filter(item -> item.picture() == null).toList();
    List<GalleryFilter> filters = filters(shown);
    List<GalleryCard> cards = shown.stream().map(item -> GalleryCard.of(item, filters)).toList();
    String summary = count(cards.size(), "picture") + failed(failures.size());
    return new GalleryPage(title, subtitle, summary, filters, cards, failures);
  }

  boolean filtered() {
    return filters.size() > 1;
  }

  boolean failed() {
    return !failures.isEmpty();
  }

  private static List<GalleryFilter> filters(List<Item> items) {
    Map<String, Integer> counts = new TreeMap<>();
    items.forEach(item -> counts.merge(GalleryCard.predicted(item), 1, Integer::sum));
    List<GalleryFilter> filters = new ArrayList<>();
    counts.forEach((label, count) -> filters.add(new GalleryFilter(filters.size(), label, count)));
    return filters;
  }

  private static String failed(int failures) {
    return failures == 0 ? "" : ", " + count(failures, "input") + " failed";
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
