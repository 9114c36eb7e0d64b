package io.github.gradcam.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the template of the gallery reads; each component is a name in it. */
record GalleryPage(
    String title, String subtitle, String summary, List<Choice> choices, List<GalleryCard> cards) {

  static GalleryPage of(String title, String subtitle, List<ExplanationRecord> records) {
    List<GalleryCard> cards = records.stream().map(GalleryCard::of).toList();
    List<Choice> choices =
        Stream.of(
                Choice.of("class", "classes", cards, GalleryCard::label),
                Choice.of("method", "methods", cards, GalleryCard::method),
                Choice.of("layer", "layers", cards, GalleryCard::layer),
                Choice.of("truth", "true classes", cards, GalleryCard::truth),
                Choice.of("answer", "answers", cards, GalleryCard::correctness))
            .filter(choice -> choice.options().size() > 1)
            .toList();
    long failed = cards.stream().filter(card -> card.state().equals("failed")).count();
    String summary =
        count(cards.size() - failed, "image")
            + (failed == 0 ? "" : ", " + count(failed, "input") + " failed");
    return new GalleryPage(title, subtitle, summary, choices, cards);
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** One filter: the key of the cards' data, what there is of it, and what can be chosen. */
  record Choice(String key, String plural, List<String> options) {

    static Choice of(
        String key, String plural, List<GalleryCard> cards, Function<GalleryCard, String> value) {
      List<String> options =
          cards.stream()
              .map(value)
              .filter(option -> !option.isEmpty())
              .distinct()
              .sorted()
              .toList();
      return new Choice(key, plural, options);
    }
  }
}
