package io.github.gradcam.evaluate.causes;

import io.github.gradcam.evaluate.statistics.FalseDiscovery;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries suspicions one after the other, and judges them together, as among many some look clear by
 * chance.
 */
public final class CauseStudy {

  /** The share of false findings among those that are called shortcuts, at most. */
  public static final double FALSE_FINDINGS = 0.05;

  private final RegionTrial regions;
  private final TraitTrial traits;
  private final long seed;
  private final List<Tried> all = new ArrayList<>();

  /**
   * What was tried of one suspicion, before it is judged among others.
   *
   * @param outside whether it lies outside what is usual
   * @param moreErrors as of {@link Suspicion#moreErrors}
   * @param traits how its images differ as a whole
   * @param causes what was tried
   */
  public record Tried(
      Outside outside, boolean moreErrors, List<TraitDifference> traits, List<TriedCause> causes) {}

  /**
   * Begins a study.
   *
   * @param answers the network
   * @param seed of all that is drawn by chance
   */
  public CauseStudy(ClassAnswers answers, long seed) {
    this.regions = new RegionTrial(answers, seed);
    this.traits = new TraitTrial(answers, seed);
    this.seed = seed;
  }

  /**
   * Tries a suspicion: its region, if it has one, and each trait in which it differs much.
   *
   * @param suspicion the group
   */
  public void add(Suspicion suspicion) {
    add(tried(suspicion));
  }

  /**
   * Adds what was tried before, with the same network and seed.
   *
   * @param tried of {@link #tried}
   */
  public void add(Tried tried) {
    all.add(tried);
  }

  /**
   * Tries a suspicion as {@link #add(Suspicion)} does, without adding it.
   *
   * @param suspicion the group
   * @return what was found, of numbers and texts alone
   */
  public Tried tried(Suspicion suspicion) {
    List<TriedCause> causes = new ArrayList<>();
    if (RegionTrial.hasRegion(suspicion.group())) {
      causes.add(regions.cover(suspicion));
      causes.add(regions.transplant(suspicion));
    }
    List<TraitDifference> differences = new ArrayList<>();
    for (GlobalTrait trait : GlobalTrait.values()) {
      TraitDifference difference = TraitDifference.of(trait, suspicion);
      differences.add(difference);
      if (difference.large()) {
        causes.add(traits.give(suspicion, difference));
      }
    }
    return new Tried(
        Outside.of(suspicion, seed),
        suspicion.moreErrors(),
        List.copyOf(differences),
        List.copyOf(causes));
  }

  /**
   * Judges all that was tried. The p-values of the trials that could show a shortcut are corrected
   * together (Benjamini and Hochberg, 1995).
   *
   * @return a verdict for each suspicion, in the order in which they were added
   */
  public List<CauseVerdict> verdicts() {
    double[] p =
        all.stream()
            .flatMap(each -> each.causes().stream())
            .mapToDouble(cause -> cause.kind() == TriedCause.Kind.COVER ? Double.NaN : cause.p())
            .toArray();
    double[] q = FalseDiscovery.adjust(p);
    List<CauseVerdict> verdicts = new ArrayList<>();
    int next = 0;
    for (Tried each : all) {
      List<CauseVerdict.Judged> judged = new ArrayList<>();
      for (TriedCause cause : each.causes()) {
        judged.add(new CauseVerdict.Judged(cause, q[next], holds(cause, q[next], each)));
        next++;
      }
      verdicts.add(new CauseVerdict(each.outside(), each.traits(), List.copyOf(judged)));
    }
    return List.copyOf(verdicts);
  }

  /**
   * A region has to lie where ordinary images do not look. It need not be stronger than their own
   * evidence where it goes with errors. A trait is tried only where it is outside what is usual.
   */
  private static boolean holds(TriedCause cause, double q, Tried tried) {
    boolean clear = q <= FALSE_FINDINGS && cause.clear();
    return switch (cause.kind()) {
      case COVER -> false;
      case TRANSPLANT ->
          clear
              && tried.outside().place()
              && (tried.moreErrors() || cause.overOrdinary().aboveZero());
      case COLOUR, CONTRAST, SHARPNESS -> clear;
    };
  }
}
