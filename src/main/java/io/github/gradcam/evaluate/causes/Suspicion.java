package io.github.gradcam.evaluate.causes;

import java.util.List;

/**
 * A group of images that may share a cause, and what it is compared with.
 *
 * @param classIndex the answer that all images of the group got
 * @param group images of it, at least one
 * @param ordinary other images with the same answer, at least one
 * @param hosts images with other answers, at least one
 */
public record Suspicion(
    int classIndex, List<TrialImage> group, List<TrialImage> ordinary, List<TrialImage> hosts) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if one is empty
   */
  public Suspicion {
    group = List.copyOf(group);
    ordinary = List.copyOf(ordinary);
    hosts = List.copyOf(hosts);
    if (group.isEmpty() || ordinary.isEmpty() || hosts.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected images of the group, other images of its class and images of other classes, found %d, %d and %d"
              .formatted(group.size(), ordinary.size(), hosts.size()));
    }
  }
}
