package io.github.gradcam.evaluate.faithfulness;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.gradcam.evaluate.statistics.Interval;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A candidate's measures over all images.
 *
 * @param method name of the explanation method
 * @param layer name of the layer it looks at
 * @param sanity whether its maps depend on what the network has learned
 * @param measures what was measured, in the order of {@link Measure}
 */
public record CandidateScore(
    String method, String layer, Sanity sanity, Map<Measure, Interval> measures) {

  /**
   * The largest mean agreement with the maps of the randomised network that passes. Maps that share
   * more than half of their ranking with those of a network that knows nothing are shaped by the
   * image and the architecture more than by what was learned.
   */
  public static final double LARGEST_AGREEMENT = 0.5;

  /** The outcome of the sanity check of Adebayo et al.; see {@link MapAgreement}. */
  public enum Sanity {
    /** The mean agreement is below {@link #LARGEST_AGREEMENT}. */
    PASSED,
    /** It is not. */
    FAILED,
    /** Nothing was compared with a randomised network. */
    NOT_CHECKED
  }

  /** Copies the measures. */
  public CandidateScore {
    Map<Measure, Interval> ordered = new EnumMap<>(Measure.class);
    ordered.putAll(measures);
    measures = Collections.unmodifiableMap(ordered);
  }

  /**
   * Judges the sanity check and keeps what was measured.
   *
   * @param candidate the method and layer
   * @param measures the means
   * @return the summary
   */
  static CandidateScore of(Candidate candidate, Map<Measure, Interval> measures) {
    Interval agreement = measures.getOrDefault(Measure.RANDOMISED_AGREEMENT, Interval.NONE);
    Sanity sanity = agreement.meanOr(1) < LARGEST_AGREEMENT ? Sanity.PASSED : Sanity.FAILED;
    return new CandidateScore(
        candidate.method(),
        candidate.layer(),
        agreement.pictures() == 0 ? Sanity.NOT_CHECKED : sanity,
        measures);
  }

  /** {@return the method and layer} */
  @JsonIgnore
  public Candidate candidate() {
    return new Candidate(method, layer);
  }

  /**
   * A measure.
   *
   * @param measure which
   * @return its mean with its interval, {@link Interval#NONE} if it was not measured
   */
  public Interval get(Measure measure) {
    return measures.getOrDefault(measure, Interval.NONE);
  }

  /**
   * {@return what candidates are sorted by: the mean of {@link Measure#INSERTION_MINUS_DELETION},
   * -1..1; minus infinity without one}
   */
  double mainScore() {
    return get(Measure.INSERTION_MINUS_DELETION).meanOr(Double.NEGATIVE_INFINITY);
  }

  /** Over how many images that is. */
  int mainImages() {
    return get(Measure.INSERTION_MINUS_DELETION).pictures();
  }
}
