package io.github.gradcam.survey;

import io.github.gradcam.evaluate.groups.EvidenceVectors;
import io.github.gradcam.evaluate.groups.GroupFinder;
import io.github.gradcam.evaluate.groups.GroupSettings;
import io.github.gradcam.evaluate.groups.GroupStability;
import io.github.gradcam.evaluate.groups.Grouping;
import io.github.gradcam.report.dataset.GroupScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the groups of each answered class, of each confused pair, and of all errors. */
final class GroupSearch {

  /** Fewer images of a scope are not divided. */
  static final int FEWEST = 20;

  private static final int FEWEST_OF_PAIR = 10;

  /** So many answers are named where each has too few images. */
  private static final int NAMED = 6;

  /** Smaller groups are no cards. */
  private static final int SMALLEST = 5;

  private final RowSample sample;
  private final SurveySettings settings;
  private final List<FoundGroup> groups = new ArrayList<>();

  GroupSearch(RowSample sample, SurveySettings settings) {
    this.sample = sample;
    this.settings = settings;
  }

  /** A place for each image on the page, x and y in -1..1; NaN for one without evidence. */
  float[] layout() {
    GroupSettings once = GroupSettings.of(settings.seed()).withResamples(0);
    return GroupFinder.find(sample.vectors(), once).layout();
  }

  /** Says which answers have too few images to be divided into groups; empty if none has. */
  static Optional<String> tooFew(RowSample sample, List<String> labels) {
    int[] counts = new int[labels.size()];
    int all = sample.rows().size();
    IntStream.range(0, all).forEach(image -> counts[sample.answer(image)]++);
    if (all < FEWEST) {
      return Optional.of(
          "Too few images to group: %d, at least %d are needed.".formatted(all, FEWEST));
    }
    int[] few =
        IntStream.range(0, counts.length)
            .filter(answer -> counts[answer] > 0 && counts[answer] < FEWEST)
            .toArray();
    if (few.length == 0) {
      return Optional.empty();
    }
    String which =
        few.length <= NAMED
            ? IntStream.of(few)
                .mapToObj(answer -> "%s (%d)".formatted(labels.get(answer), counts[answer]))
                .collect(Collectors.joining(", "))
            : "%,d answers".formatted(few.length);
    return Optional.of(
        "Too few images to group: %s; at least %d of one answer are needed."
            .formatted(which, FEWEST));
  }

  /** All groups: those of answers, of pairs, of errors. */
  List<FoundGroup> groups(int classes) {
    for (int answer = 0; answer < classes; answer++) {
      int wanted = answer;
      add(GroupScope.answered(answer), "answer-" + answer, FEWEST, i -> sample.answer(i) == wanted);
    }
    for (int label = 0; label < classes; label++) {
      for (int answer = 0; answer < classes; answer++) {
        if (label != answer) {
          addPair(label, answer);
        }
      }
    }
    add(GroupScope.errors(), "errors", FEWEST, sample::wrong);
    return List.copyOf(groups);
  }

  private void addPair(int label, int answer) {
    add(
        GroupScope.pair(label, answer),
        "pair-%d-%d".formatted(label, answer),
        FEWEST_OF_PAIR,
        image -> sample.label(image) == label && sample.answer(image) == answer);
  }

  private void add(GroupScope scope, String id, int fewest, IntPredicate belongs) {
    int[] images = IntStream.range(0, sample.rows().size()).filter(belongs).toArray();
    if (images.length < fewest) {
      return;
    }
    EvidenceVectors vectors = sample.vectors().of(images);
    Grouping found = GroupFinder.find(vectors, GroupSettings.of(settings.seed()));
    if (found.count() < 2) {
      return;
    }
    int[] sizes = found.sizes();
    for (int group = 0; group < found.count(); group++) {
      if (sizes[group] >= SMALLEST) {
        groups.add(group(scope, id + "-" + (group + 1), group, found, images));
      }
    }
  }

  private static FoundGroup group(
      GroupScope scope, String id, int group, Grouping found, int[] images) {
    int[] places =
        IntStream.range(0, images.length)
            .filter(place -> found.groups()[place] == group)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer place) -> found.distances()[place]))
            .mapToInt(place -> place)
            .toArray();
    int[] members = new int[places.length];
    float[] distances = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      members[i] = images[places[i]];
      distances[i] = found.distances()[places[i]];
    }
    GroupStability stability = found.stability();
    Double overlap = stability == null ? null : stability.overlaps()[group];
    double known = overlap == null ? Double.NaN : overlap;
    return new FoundGroup(
        id, scope, members, distances, known, 2 * members.length <= images.length);
  }
}
