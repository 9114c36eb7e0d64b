package io.github.gradcam.evaluate.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Edges that join the parts of a graph, so that it can be drawn: each part to that whose mean
 * vector is most alike (a spanning tree, by Prim), through the images nearest to the other's mean.
 */
final class ComponentLinks {

  private ComponentLinks() {}

  /**
   * Finds them.
   *
   * @param components nodes of each part
   * @param unit [nodes][width] vectors of unit length
   */
  static List<int[]> of(List<int[]> components, float[] unit, int width) {
    int parts = components.size();
    int[] part = new int[unit.length / width];
    for (int i = 0; i < parts; i++) {
      for (int node : components.get(i)) {
        part[node] = i;
      }
    }
    GroupCentres centres = GroupCentres.of(unit, width, part, parts);
    List<int[]> links = new ArrayList<>();
    float[] nearest = new float[parts];
    int[] through = new int[parts];
    boolean[] joined = new boolean[parts];
    Arrays.fill(nearest, Float.POSITIVE_INFINITY);
    int added = 0;
    for (int step = 1; step < parts; step++) {
      joined[added] = true;
      float[] centre = centres.centre(added);
      for (int other = 0; other < parts; other++) {
        float distance = centres.distance(centre, 0, 1, other);
        if (!joined[other] && distance < nearest[other]) {
          nearest[other] = distance;
          through[other] = added;
        }
      }
      added = closest(nearest, joined);
      links.add(
          new int[] {
            nearestTo(components.get(added), unit, centres, through[added]),
            nearestTo(components.get(through[added]), unit, centres, added)
          });
    }
    return links;
  }

  private static int closest(float[] distances, boolean[] joined) {
    int closest = -1;
    for (int part = 0; part < joined.length; part++) {
      if (!joined[part] && (closest < 0 || distances[part] < distances[closest])) {
        closest = part;
      }
    }
    return closest;
  }

  private static int nearestTo(int[] nodes, float[] unit, GroupCentres centres, int group) {
    int nearest = nodes[0];
    float least = Float.POSITIVE_INFINITY;
    for (int node : nodes) {
      float distance = centres.distance(unit, node * centres.width(), 1, group);
      if (distance < least) {
        least = distance;
        nearest = node;
      }
    }
    return nearest;
  }
}
