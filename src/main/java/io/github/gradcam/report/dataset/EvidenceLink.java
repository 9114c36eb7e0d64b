package io.github.gradcam.report.dataset;

import java.util.Locale;

/**
 * A state of the page, as it stands in the page's address behind the {@code #}.
 *
 * @param fragment parameters in the form of a query, such as {@code label=2&answer=1}
 */
public record EvidenceLink(String fragment) {

  /** Parts of the page. */
  public enum Section {
    /** How good the answers are. */
    SCORES,
    /** The groups and their tested causes. */
    FINDINGS,
    /** Images that lie in several splits; only where there are such. */
    LEAKS,
    /** The confusion matrix. */
    MISTAKES,
    /** Scatter, filters and strip. */
    IMAGES,
    /** Suspected labels and duplicates. */
    LABELS,
    /** Parts of the classes. */
    CONCEPTS;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A part of the page.
   *
   * @param section which
   * @return a link
   */
  public static EvidenceLink to(Section section) {
    return new EvidenceLink("at=" + section.key());
  }

  /**
   * The card of a group.
   *
   * @param id of the group
   * @return a link
   */
  public static EvidenceLink toGroup(String id) {
    return new EvidenceLink("at=group-" + ReportGroup.checkedId(id));
  }

  /**
   * The images of a cell of the confusion matrix.
   *
   * @param label index of the class that they are said to have
   * @param answer index of the class answered
   * @return a link
   */
  public static EvidenceLink toCell(int label, int answer) {
    return new EvidenceLink("at=pair&label=" + label + "&answer=" + answer);
  }

  /**
   * The images that stand out in one way.
   *
   * @param flag which
   * @return a link
   */
  public static EvidenceLink toFlag(ImageFlag flag) {
    return new EvidenceLink("at=images&flag=" + flag.key());
  }

  /** {@return a link to the images whose answer is wrong} */
  public static EvidenceLink toErrors() {
    return new EvidenceLink("at=images&right=wrong");
  }
}
