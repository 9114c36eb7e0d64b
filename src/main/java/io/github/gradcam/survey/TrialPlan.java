package io.github.gradcam.survey;

import io.github.gradcam.report.dataset.GroupScope;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which groups are tried on the network, and with which images: each is a minority of the images
 * that got its answer, or wrong more often than the others; those with the most errors first.
 */
final class TrialPlan {

  private static final int GROUP = 32;
  private static final int ORDINARY = 32;
  private static final int HOSTS = 192;
  private static final int FEWEST_ORDINARY = 8;
  private static final int FEWEST_HOSTS = 16;

  /** Without other suspects, so many are to remain. */
  private static final int ENOUGH_USUAL = 16;

  /**
   * A trial.
   *
   * @param group what is suspected
   * @param members places of images of it on the page
   * @param usual places of the images with its answer that it is compared with
   * @param ordinary those of them that go through the network
   * @param hosts places of images with other answers
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Trial(FoundGroup group, int[] members, int[] usual, int[] ordinary, int[] hosts) {

    /** Images that go through the network: covered, with hot and shared regions, three traits. */
    long passes() {
      return 2L * members.length + 2 * 4L * hosts.length + 3 * 2L * hosts.length;
    }
  }

  private final RowSample sample;
  private final Random random;

  private TrialPlan(RowSample sample, long seed) {
    this.sample = sample;
    this.random = new Random(seed);
  }

  /** The trials of the likeliest suspicions, by the id of the group. */
  static Map<String, Trial> of(RowSample sample, List<FoundGroup> groups, SurveySettings settings) {
    TrialPlan plan = new TrialPlan(sample, settings.seed());
    Comparator<FoundGroup> byErrors =
        Comparator.comparingDouble(
            group -> -group.errors(sample) / (double) group.members().length);
    List<FoundGroup> suspects =
        groups.stream()
            .filter(group -> group.scope().kind() == GroupScope.Kind.ANSWER)
            .filter(group -> group.minority() || group.moreErrors(sample))
            .sorted(byErrors.thenComparingInt(group -> group.members().length))
            .toList();
    Map<String, Trial> trials = new LinkedHashMap<>();
    for (FoundGroup group : suspects) {
      if (trials.size() == settings.suspicions()) {
        break;
      }
      Trial trial = plan.trial(group, suspects);
      boolean enough =
          trial.ordinary().length >= FEWEST_ORDINARY && trial.hosts().length >= FEWEST_HOSTS;
      if (enough) {
        trials.put(group.id(), trial);
      }
    }
    return trials;
  }

  private Trial trial(FoundGroup group, List<FoundGroup> suspects) {
    int answer = group.scope().answer();
    int[] usual = usual(group, suspects);
    int[] others =
        IntStream.range(0, sample.rows().size())
            .filter(image -> sample.answer(image) != answer)
            .toArray();
    return new Trial(
        group, drawn(group.members(), GROUP), usual, drawn(usual, ORDINARY), drawn(others, HOSTS));
  }

  /**
   * The other images with the group's answer, but those of other suspects: a cause that makes two
   * groups would be hidden if each were compared with the other. The likeliest suspects are left
   * out first, as long as enough images remain.
   */
  private int[] usual(FoundGroup group, List<FoundGroup> suspects) {
    BitSet usual = new BitSet();
    IntStream.of(group.others(sample)).forEach(usual::set);
    for (FoundGroup suspect : suspects) {
      BitSet left = (BitSet) usual.clone();
      IntStream.of(suspect.members()).forEach(left::clear);
      if (left.cardinality() >= ENOUGH_USUAL) {
        usual = left;
      }
    }
    return usual.stream().toArray();
  }

  private int[] drawn(int[] images, int most) {
    List<Integer> shuffled = new ArrayList<>(IntStream.of(images).boxed().toList());
    Collections.shuffle(shuffled, random);
    return shuffled.stream().limit(most).mapToInt(image -> image).toArray();
  }
}
