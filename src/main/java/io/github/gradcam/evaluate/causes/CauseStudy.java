package io.github.gradcam.evaluate.causes;

import io.github.gradcam.evaluate.statistics.FalseDiscovery;
import io.github.gradcam.explain.map.HeatGrid;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

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
   * @param outside whether its maps are cold where those of others of its answer are hot
   * @param shared the same of the place that its images have in common
   * @param moreErrors as of {@link Suspicion#moreErrors}
   * @param traits how its images differ as a whole
   * @param causes what was tried
   */
  public record Tried(
      Outside outside,
      Outside shared,
      boolean moreErrors,
      List<TraitDifference> traits,
      List<TriedCause> causes) {}

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
   * Adds what was tried, now or before, with the same network and seed.
   *
   * @param tried of {@link #tried}
   */
  public void add(Tried tried) {
    all.add(tried);
  }

  /**
   * Tries a suspicion: its hot region, what its images share at one place, and each trait in which
   * it differs much.
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
    BitSet place = SharedPlace.cells(suspicion);
    if (!place.isEmpty() && place.cardinality() <= RegionTrial.LARGEST * HeatGrid.CELLS) {
      causes.add(regions.shared(suspicion, place));
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
        Outside.of(suspicion, place, seed),
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
    double[] q = adjusted(TriedCause::p);
    double[] qOrdinary = adjusted(TriedCause::pOrdinary);
    List<CauseVerdict> verdicts = new ArrayList<>();
    int next = 0;
    for (Tried each : all) {
      List<CauseVerdict.Judged> judged = new ArrayList<>();
      for (TriedCause cause : each.causes()) {
        Set<Doubt> doubts = doubts(cause, qOrdinary[next], each);
        boolean clear = q[next] <= FALSE_FINDINGS && cause.clear();
        judged.add(
            new CauseVerdict.Judged(
                cause, q[next], doubts, clear && doubts.size() >= needed(cause.kind())));
        next++;
      }
      verdicts.add(new CauseVerdict(each.outside(), each.traits(), List.copyOf(judged)));
    }
    return List.copyOf(verdicts);
  }

  private double[] adjusted(ToDoubleFunction<TriedCause> p) {
    return FalseDiscovery.adjust(
        all.stream()
            .flatMap(each -> each.causes().stream())
            .mapToDouble(
                cause ->
                    cause.kind() == TriedCause.Kind.COVER ? Double.NaN : p.applyAsDouble(cause))
            .toArray());
  }

  private static Set<Doubt> doubts(TriedCause cause, double qOrdinary, Tried tried) {
    Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    if (needed(cause.kind()) == 2) {
      boolean hot = cause.kind() == TriedCause.Kind.TRANSPLANT;
      if ((hot ? tried.outside() : tried.shared()).place()) {
        doubts.add(Doubt.PLACE);
      }
      if (tried.moreErrors()) {
        doubts.add(Doubt.ERRORS);
      }
      if (qOrdinary <= FALSE_FINDINGS && cause.overOrdinary().aboveZero()) {
        doubts.add(Doubt.STRENGTH);
      }
    }
    return doubts;
  }

  /** A region that acts may be rightly so. A trait is tried only where it is not the usual one. */
  private static int needed(TriedCause.Kind kind) {
    return switch (kind) {
      case COVER -> Integer.MAX_VALUE;
      case TRANSPLANT, SHARED -> 2;
      case COLOUR, CONTRAST, SHARPNESS -> 0;
    };
  }
}
