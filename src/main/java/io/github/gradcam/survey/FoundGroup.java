package io.github.gradcam.survey;

import io.github.gradcam.evaluate.statistics.Wilson;
import io.github.gradcam.explain.map.HeatGrid;
import io.github.gradcam.report.dataset.GroupScope;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A group of images on the page.
 *
 * @param id its name in files and addresses
 * @param scope of which images it was made
 * @param members their places on the page, nearest to the centre first
 * @param distances 1 - cosine of each to the centre, in that order
 * @param stability how well it is found again, 0..1, or NaN
 * @param minority whether it holds at most half of the images of its scope
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record FoundGroup(
    String id,
    GroupScope scope,
    int[] members,
    float[] distances,
    double stability,
    boolean minority) {

  /** The mean of the members' maps at 16 x 16, 0 to 255 as unsigned bytes. */
  byte[] meanGrid(RowSample sample) {
    return HeatGrid.mean(IntStream.of(members).mapToObj(sample::grid).toList());
  }

  /** The other images on the page with the group's answer. */
  int[] others(RowSample sample) {
    BitSet own = new BitSet();
    IntStream.of(members).forEach(own::set);
    return IntStream.range(0, sample.rows().size())
        .filter(image -> !own.get(image) && sample.answer(image) == scope.answer())
        .toArray();
  }

  /** How many members are said to be of another class. */
  int errors(RowSample sample) {
    int errors = 0;
    for (int member : members) {
      errors += sample.wrong(member) ? 1 : 0;
    }
    return errors;
  }

  /** How many members have a label. */
  int labelled(RowSample sample) {
    int labelled = 0;
    for (int member : members) {
      labelled += sample.label(member) >= 0 ? 1 : 0;
    }
    return labelled;
  }

  /**
   * Whether its answers are wrong more often than the others of its class: the intervals of the
   * shares of errors lie apart.
   */
  boolean moreErrors(RowSample sample) {
    int[] others = IntStream.of(others(sample)).filter(image -> sample.label(image) >= 0).toArray();
    int wrong = (int) IntStream.of(others).filter(sample::wrong).count();
    Double low = Wilson.share(errors(sample), labelled(sample)).low();
    Double high = Wilson.share(wrong, others.length).high();
    return low != null && high != null && low > high;
  }
}
