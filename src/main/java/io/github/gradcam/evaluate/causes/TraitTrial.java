package io.github.gradcam.evaluate.causes;

import java.util.List;

/** Gives a trait of a group to images of other classes, and another change of the same size. */
public final class TraitTrial {

  private final ClassAnswers answers;
  private final long seed;

  /**
   * Prepares trials.
   *
   * @param answers the network
   * @param seed of the intervals
   */
  public TraitTrial(ClassAnswers answers, long seed) {
    this.answers = answers;
    this.seed = seed;
  }

  /**
   * Tries a trait.
   *
   * @param suspicion the group
   * @param difference how its images differ from ordinary ones
   * @return the shares of hosts whose answer becomes that of the group
   */
  public TriedCause give(Suspicion suspicion, TraitDifference difference) {
    GlobalTrait trait = difference.trait();
    double[] other = trait.other(difference.difference());
    List<TrialImage> hosts = suspicion.hosts();
    return new Paired(answers, suspicion.classIndex(), seed)
        .of(
            trait.kind(),
            hosts.size(),
            i -> trait.give(hosts.get(i).image(), difference.difference()),
            i -> trait.give(hosts.get(i).image(), other),
            null,
            null);
  }
}
