package io.github.gradcam.report.comparison;

import io.github.gradcam.report.ClassProbability;
import io.github.gradcam.report.Links;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An image as the template reads it; each component is a name in it. Texts that are not there are
 * empty, links null; keys order and filter the cards.
 */
record ComparisonCard(
    String name,
    String path,
    @Nullable String link,
    String answers,
    boolean changed,
    String truth,
    String right,
    String numbers,
    String doubts,
    String change,
    String distance,
    String rank,
    List<Tile> tiles) {

  private static final String OK = "ok";

  /** One of its images. */
  record Tile(String link, String caption, String alt) {}

  static ComparisonCard of(ShownImage shown) {
    ComparedImage image = shown.image();
    String name = image.image().substring(image.image().lastIndexOf('/') + 1);
    boolean changed = Boolean.TRUE.equals(image.changed());
    return new ComparisonCard(
        name,
        image.image(),
        shown.path() == null ? null : Links.of(shown.path()),
        answers(image, changed),
        changed,
        image.label() == null ? "" : image.label(),
        right(image),
        numbers(image),
        doubts(image),
        changed ? "changed" : "same",
        number(image.distance(), "0"),
        number(image.rankCorrelation(), "1"),
        shown.tiles().stream()
            .map(
                tile ->
                    new Tile(Links.of(tile.path()), tile.caption(), tile.caption() + ": " + name))
            .toList());
  }

  private static String answers(ComparedImage image, boolean changed) {
    ClassProbability a = image.a();
    ClassProbability b = image.b();
    if (a == null || b == null) {
      return "";
    }
    return "%s → %s"
        .formatted(
            image.words(a), changed ? image.words(b) : ClassProbability.percent(b.probability()));
  }

  /** Who is right, where that is known. */
  private static String right(ComparedImage image) {
    String label = image.label();
    if (label == null || image.a() == null || image.b() == null) {
      return "";
    }
    boolean a = label.equals(image.a().label());
    boolean b = label.equals(image.b().label());
    return a ? b ? "both right" : "only A right" : b ? "only B right" : "both wrong";
  }

  private static String numbers(ComparedImage image) {
    return "rank correlation %s, hottest tenth %s, probabilities moved %s"
        .formatted(
            shown(image.rankCorrelation()), shown(image.hottestTenth()), shown(image.distance()));
  }

  /** What is to be known of the maps. */
  private static String doubts(ComparedImage image) {
    String ofA = doubt("A", image.diagnosisA());
    String ofB = doubt("B", image.diagnosisB());
    return (ofA + " " + ofB).strip();
  }

  private static String doubt(String side, @Nullable String diagnosis) {
    return diagnosis == null || diagnosis.equals(OK) ? "" : side + ": " + diagnosis;
  }

  private static String shown(@Nullable Double value) {
    return value == null ? "not known" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String number(@Nullable Double value, String missing) {
    return value == null ? missing : String.format(Locale.ROOT, "%.6f", value);
  }
}
