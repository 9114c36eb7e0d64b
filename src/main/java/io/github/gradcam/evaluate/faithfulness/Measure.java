package io.github.gradcam.evaluate.faithfulness;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/** What is measured of a candidate's maps, each a mean over images. */
public enum Measure {
  /** The main score: insertion less deletion, averaged over both baselines. */
  INSERTION_MINUS_DELETION(
      "insertionMinusDeletion",
      "ins-del",
      Better.HIGHER,
      "insertion less deletion, averaged over both baselines"),
  /** Area of insertion into the blurred image. */
  INSERTION_BLUR(
      "insertionBlur", "insB", Better.HIGHER, "area of insertion into the blurred image"),
  /** Area of deletion towards the blurred image. */
  DELETION_BLUR("deletionBlur", "delB", Better.LOWER, "area of deletion towards the blurred image"),
  /** Area of insertion into the neutral colour. */
  INSERTION_NEUTRAL(
      "insertionNeutral", "insN", Better.HIGHER, "area of insertion into the neutral colour"),
  /** Area of deletion towards the neutral colour. */
  DELETION_NEUTRAL(
      "deletionNeutral", "delN", Better.LOWER, "area of deletion towards the neutral colour"),
  /** {@link Road}. */
  ROAD("road", "road", Better.HIGHER, "remove and debias: coldest less hottest removed, half"),
  /** {@link ConfidenceChange#drop}. */
  DROP("averageDrop", "drop", Better.LOWER, "share of the probability lost on what the map shows"),
  /** {@link ConfidenceChange#increase}. */
  INCREASE(
      "increase", "incr", Better.HIGHER, "share of images more probable on what the map shows"),
  /** {@link ConfidenceChange#gain}. */
  GAIN(
      "averageGain",
      "gain",
      Better.HIGHER,
      "share of the missing probability won on what the map shows"),
  /**
   * {@link Localisation#energy} of the map before it is scaled, in the photo's own cell of a {@link
   * Mosaic}.
   */
  GRID(
      "gridPointing",
      "grid",
      Better.HIGHER,
      "share of positive evidence on the photo among four; 0.25 by chance"),
  /** {@link InDomainDeletion}. */
  IN_DOMAIN(
      "inDomainDeletion",
      "inDom",
      Better.HIGHER,
      "rank correlation of heat with the cost of holes that the network has learned"),
  /** {@link Sensitivity}. */
  SENSITIVITY(
      "maxSensitivity", "sens", Better.LOWER, "relative change of the map under slight noise"),
  /** The largest of the three that follow: how little a map depends on what was learned. */
  RANDOMISED_AGREEMENT(
      "randomisedAgreement",
      "sanity",
      Better.LOWER,
      "rank correlation with the map of the network with random weights, at worst"),
  /** {@link MapAgreement} with the network whose last kernel is shuffled. */
  AGREEMENT_TOP("agreementTop", "top", Better.LOWER, "rank correlation, last kernel shuffled"),
  /** The same with the upper half of the kernels shuffled. */
  AGREEMENT_HALF(
      "agreementHalf", "half", Better.LOWER, "rank correlation, upper half of kernels shuffled"),
  /** The same with all kernels shuffled. */
  AGREEMENT_ALL("agreementAll", "all", Better.LOWER, "rank correlation, all kernels shuffled"),
  /** {@link Localisation#pointingGame}. */
  POINTING("pointingGame", "point", Better.HIGHER, "hottest pixel on the known evidence"),
  /** {@link Localisation#energy}. */
  ENERGY("energyInEvidence", "energy", Better.HIGHER, "share of heat on the known evidence"),
  /** {@link KnownEvidence#areaShare}, to compare the energy with. */
  EVIDENCE_AREA(
      "evidenceArea", "area", Better.NEITHER, "share of the image that is known evidence");

  /** The stages of randomisation: the share of kernels, from the top, that is shuffled. */
  static final Map<Measure, Double> STAGES =
      Map.of(AGREEMENT_TOP, 0.0, AGREEMENT_HALF, 0.5, AGREEMENT_ALL, 1.0);

  /** Which values are good. */
  public enum Better {
    /** High ones. */
    HIGHER,
    /** Low ones. */
    LOWER,
    /** It is given for comparison. */
    NEITHER
  }

  private final String key;
  private final String header;
  private final Better better;
  private final String meaning;

  Measure(String key, String header, Better better, String meaning) {
    this.key = key;
    this.header = header;
    this.better = better;
    this.meaning = meaning;
  }

  /** {@return its name in files} */
  @JsonValue
  public String key() {
    return key;
  }

  /** {@return its name over a column: at most 7 characters} */
  public String header() {
    return header;
  }

  /** {@return which values are good} */
  public Better better() {
    return better;
  }

  /** {@return what it is: a short phrase for a legend} */
  public String meaning() {
    return meaning;
  }
}
