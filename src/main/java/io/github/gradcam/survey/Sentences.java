package io.github.gradcam.survey;

import io.github.gradcam.report.dataset.DuplicateSet;
import io.github.gradcam.report.dataset.Estimate;
import io.github.gradcam.report.dataset.EvidenceLink;
import io.github.gradcam.report.dataset.GroupScope;
import io.github.gradcam.report.dataset.ImageFlag;
import io.github.gradcam.report.dataset.ReportGroup;
import io.github.gradcam.report.dataset.ReportScores;
import io.github.gradcam.report.dataset.ReportSentence;
import io.github.gradcam.report.dataset.SuspectedLabel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What to know first: how good, where it fails, what is shared, what to do next. */
final class Sentences {

  private final List<String> labels;
  private final RowCounts counts;
  private final List<ReportSentence> all = new ArrayList<>();

  Sentences(List<String> labels, RowCounts counts) {
    this.labels = labels;
    this.counts = counts;
  }

  List<ReportSentence> of(
      ReportScores scores,
      List<ReportGroup> groups,
      long tried,
      List<SuspectedLabel> suspects,
      List<DuplicateSet> duplicates,
      List<String> splits) {
    howGood(scores);
    whereItFails();
    whatIsShared(groups, tried);
    largestGroupOfErrors(groups);
    labelsToCheck(suspects);
    copies(duplicates, splits);
    return List.copyOf(all);
  }

  private void say(EvidenceLink evidence, String text, Object... values) {
    all.add(new ReportSentence(String.format(Locale.ROOT, text, values), evidence));
  }

  private void howGood(ReportScores scores) {
    Estimate accuracy = scores.accuracy();
    EvidenceLink link = EvidenceLink.to(EvidenceLink.Section.SCORES);
    if (accuracy != null) {
      say(
          link,
          "%.1f %% of %,d answers are right (95 %% interval %.1f to %.1f %%).",
          100 * accuracy.value(),
          counts.labelled(),
          100 * accuracy.low(),
          100 * accuracy.high());
      return;
    }
    int largest = 0;
    for (int answer = 1; answer < labels.size(); answer++) {
      largest = counts.answered(answer) > counts.answered(largest) ? answer : largest;
    }
    if (counts.answered(largest) == 1) {
      say(
          link,
          counts.images() == 1
              ? "One image has an answer and no label."
              : "%,d images have answers and no labels; no two answers are the same.",
          counts.images());
      return;
    }
    say(
        link,
        "%,d images have answers and no labels; the most frequent answer is %s (%.0f %%).",
        counts.images(),
        labels.get(largest),
        100.0 * counts.answered(largest) / counts.images());
  }

  private void whereItFails() {
    long[][] confusion = counts.confusion();
    int label = 0;
    int answer = 0;
    long most = 0;
    for (int i = 0; i < confusion.length; i++) {
      for (int j = 0; j < confusion.length; j++) {
        if (i != j && confusion[i][j] > most) {
          most = confusion[i][j];
          label = i;
          answer = j;
        }
      }
    }
    if (most > 0) {
      say(
          EvidenceLink.toCell(label, answer),
          "The most frequent mistake takes %s for %s: %,d of %,d errors.",
          labels.get(label),
          labels.get(answer),
          most,
          counts.errors());
    }
  }

  private void whatIsShared(List<ReportGroup> groups, long tried) {
    List<ReportGroup> shortcuts =
        groups.stream()
            .filter(ReportGroup::shortcut)
            .sorted(Comparator.comparingLong(ReportGroup::size).reversed())
            .toList();
    if (!shortcuts.isEmpty()) {
      ReportGroup first = shortcuts.get(0);
      Estimate errors = first.errorRate();
      say(
          EvidenceLink.toGroup(first.id()),
          "%s on a shortcut, as trials on the network show; the largest holds %,d images taken for %s (%s)%s: see what they share, and take it out of the training images.",
          shortcuts.size() == 1
              ? "One group of answers rests"
              : shortcuts.size() + " groups of answers rest",
          first.size(),
          labels.get(first.scope().answer()),
          first.name(),
          errors == null
              ? ""
              : String.format(Locale.ROOT, ", %.0f %% of them wrongly", 100 * errors.value()));
    } else if (tried > 0) {
      say(
          EvidenceLink.to(EvidenceLink.Section.FINDINGS),
          tried == 1
              ? "No shortcut was found: one suspicious group was tried on the network, and did not hold."
              : "No shortcut was found: of %,d suspicious groups that were tried on the network, none held.",
          tried);
    }
  }

  private void largestGroupOfErrors(List<ReportGroup> groups) {
    Estimate overall = Estimates.of(counts.errorRate());
    Optional<ReportGroup> worst =
        groups.stream()
            .filter(group -> group.scope().kind() == GroupScope.Kind.ANSWER && !group.shortcut())
            .filter(
                group -> {
                  Estimate rate = group.errorRate();
                  return rate != null && overall != null && rate.low() > overall.high();
                })
            .max(
                Comparator.comparingDouble(
                    group -> {
                      Estimate rate = group.errorRate();
                      return rate == null ? 0 : rate.value() * group.size();
                    }));
    worst.ifPresent(
        group -> {
          Estimate rate = group.errorRate();
          say(
              EvidenceLink.toGroup(group.id()),
              "Of %,d images taken for %s with %s, %.0f %% are wrong: look at these first, and collect more like them.",
              group.size(),
              labels.get(group.scope().answer()),
              group.name(),
              rate == null ? 0 : 100 * rate.value());
        });
  }

  private void labelsToCheck(List<SuspectedLabel> suspects) {
    if (!suspects.isEmpty()) {
      say(
          EvidenceLink.toFlag(ImageFlag.SUSPECTED_LABEL),
          "%s likely wrong: check %s, and relabel or leave out.",
          suspects.size() == 1 ? "1 label is" : "%,d labels are".formatted(suspects.size()),
          suspects.size() == 1 ? "it" : "them");
    }
  }

  private void copies(List<DuplicateSet> duplicates, List<String> splits) {
    if (duplicates.isEmpty()) {
      return;
    }
    List<DuplicateSet> leaks = duplicates.stream().filter(DuplicateSet::acrossSplits).toList();
    long classes = duplicates.stream().filter(DuplicateSet::acrossClasses).count();
    String different = classes > 0 ? ", %,d with different labels".formatted(classes) : "";
    if (!leaks.isEmpty()) {
      String names =
          leaks.stream()
              .flatMapToInt(set -> IntStream.of(set.images()))
              .mapToObj(splits::get)
              .filter(split -> !split.isEmpty())
              .distinct()
              .sorted()
              .collect(Collectors.joining(" and "));
      say(
          EvidenceLink.to(EvidenceLink.Section.LEAKS),
          "%s in %s, nearly the same%s: a leak, so scores may be too good: keep each image in one split.",
          leaks.size() == 1 ? "One image lies" : "%,d images lie".formatted(leaks.size()),
          names,
          different);
      return;
    }
    say(
        EvidenceLink.toFlag(ImageFlag.DUPLICATE),
        "%,d %s nearly the same%s.",
        duplicates.size(),
        duplicates.size() == 1 ? "set of images is" : "sets of images are",
        different);
  }
}
