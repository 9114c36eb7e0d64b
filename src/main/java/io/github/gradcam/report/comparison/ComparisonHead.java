package io.github.gradcam.report.comparison;

import java.util.List;

/**
 * What stands above the images.
 *
 * @param a the one model, in words
 * @param b the other
 * @param explained which maps are compared, in words
 * @param facts what was measured
 * @param changes from which class to which answers changed, the most frequent first
 * @param shown how the images shown were chosen, in words
 * @param scale path of an image of the maps' colours, relative to the page
 * @param differenceScale path of an image of the difference's colours
 */
public record ComparisonHead(
    String a,
    String b,
    String explained,
    List<Fact> facts,
    List<Change> changes,
    String shown,
    String scale,
    String differenceScale) {

  /** Copies the lists. */
  public ComparisonHead {
    facts = List.copyOf(facts);
    changes = List.copyOf(changes);
  }

  /**
   * One thing that was measured.
   *
   * @param name what
   * @param value the figure
   * @param remark what to know of it; may be empty
   */
  public record Fact(String name, String value, String remark) {}

  /**
   * Images whose answer changed from one class to another.
   *
   * @param from what A predicts
   * @param to what B predicts
   * @param images how many
   */
  public record Change(String from, String to, int images) {}
}
