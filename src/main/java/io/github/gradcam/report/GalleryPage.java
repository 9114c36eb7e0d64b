package io.github.gradcam.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the template of the gallery reads; each component is a name in it. */
record GalleryPage(
    String title, String subtitle, String summary, List<String> classes, List<Card> cards) {

  private static final int MOST_BARS = 5;

  static GalleryPage of(String title, String subtitle, List<ExplanationRecord> records) {
    List<Card> cards = records.stream().map(Card::of).toList();
    List<String> classes =
        cards.stream()
            .map(Card::label)
            .filter(label -> !label.isEmpty())
            .distinct()
            .sorted()
            .toList();
    long failed = cards.stream().filter(card -> card.state().equals("failed")).count();
    String summary =
        count(cards.size() - failed, "picture")
            + (failed == 0 ? "" : ", " + count(failed, "input") + " failed");
    return new GalleryPage(title, subtitle, summary, classes, cards);
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Percent-encodes each part of a path, so that names with %, # or ? open too. */
  static String link(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  private static String percent(@Nullable Float probability) {
    return probability == null
        ? "not a number"
        : String.format(Locale.ROOT, "%.1f %%", 100 * probability);
  }

  /** One explanation; label and percent are those of the class that it explains. */
  record Card(
      String image,
      String imageLink,
      String name,
      @Nullable String pictureLink,
      String label,
      String percent,
      List<Bar> bars,
      String how,
      @Nullable String diagnosis,
      @Nullable String error,
      String state) {

    static Card of(ExplanationRecord record) {
      ClassProbability target = record.target();
      String picture = record.overlay();
      String layer = record.layer();
      String method = record.method() == null ? "" : record.method();
      return new Card(
          record.image(),
          link(record.image()),
          record.image().substring(record.image().lastIndexOf('/') + 1),
          picture == null ? null : link(picture),
          target == null ? "" : target.label(),
          target == null ? "" : GalleryPage.percent(target.probability()),
          bars(record.predictions(), target),
          layer == null ? method : method + " at " + layer,
          finding(record),
          record.error(),
          state(record));
    }

    private static String state(ExplanationRecord record) {
      if (record.error() != null) {
        return "failed";
      }
      return finding(record) == null ? "plain" : "diagnosed";
    }

    /** The diagnosis where there is something to say. */
    private static @Nullable String finding(ExplanationRecord record) {
      return ExplanationRecord.OK.equals(record.diagnosis()) ? null : record.diagnosis();
    }

    private static List<Bar> bars(
        @Nullable List<ClassProbability> predictions, @Nullable ClassProbability target) {
      return predictions == null
          ? List.of()
          : predictions.stream().limit(MOST_BARS).map(each -> Bar.of(each, target)).toList();
    }
  }

  /** One class of a card: its name, the length of its bar as a CSS length, and its probability. */
  record Bar(String name, String length, String share, boolean explained) {

    static Bar of(ClassProbability prediction, @Nullable ClassProbability target) {
      Float probability = prediction.probability();
      double length = probability == null ? 0 : Math.min(100, Math.max(0, 100.0 * probability));
      return new Bar(
          prediction.label(),
          String.format(Locale.ROOT, "%.1f%%", length),
          percent(probability),
          target != null && target.index() == prediction.index());
    }
  }
}
