package io.github.gradcam.evaluate.causes;

import java.util.List;

/**
 * A group of images that may share a cause, and what it is compared with.
 *
 * @param classIndex the answer that all images of the group got
 * @param group images of it, at least one
 * @param ordinary other images with the same answer, at least one
 * @param hosts images with other answers, at least one
 * @param usual the maps at 16 x 16 of more images with that answer than are tried, at least one
 * @param moreErrors whether the group's answers are wrong more often than the others of its class,
 *     for sure at 95 %; false where that is not known
 */
public record Suspicion(
    int classIndex,
    List<TrialImage> group,
    List<TrialImage> ordinary,
    List<TrialImage> hosts,
    List<byte[]> usual,
    boolean moreErrors) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if one is empty
   */
  public Suspicion {
    group = List.copyOf(group);
    ordinary = List.copyOf(ordinary);
    hosts = List.copyOf(hosts);
    usual = List.copyOf(usual);
    if (group.isEmpty() || ordinary.isEmpty() || hosts.isEmpty() || usual.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected images of the group, other images of its class and images of other classes, found %d, %d and %d"
              .formatted(group.size(), ordinary.size(), hosts.size()));
    }
  }
}
