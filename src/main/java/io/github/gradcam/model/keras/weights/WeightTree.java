package io.github.gradcam.model.keras.weights;

import io.github.gradcam.model.graph.ModelException;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The groups of an HDF5 file, where a backslash in a name parts groups as a slash does: Keras 2.13
 * writes paths as Windows has them.
 */
public final class WeightTree {

  private static final int MOST_ENTRIES = 200_000;
  private static final int DEEPEST = 64;

  private final Map<String, WeightTree> groups = new LinkedHashMap<>();
  private final Map<String, Dataset> values = new LinkedHashMap<>();
  private @Nullable String name;

  /**
   * Reads the groups and none of their numbers.
   *
   * @param file or a group of it
   * @throws ModelException if there are more than a network has
   */
  public static WeightTree of(Group file) {
    WeightTree tree = new WeightTree();
    tree.add(file, 0, new int[1]);
    return tree;
  }

  /** A group in this one; null where there is none. */
  @Nullable WeightTree group(String key) {
    return groups.get(key);
  }

  /** The groups in this one, in the file's order. */
  public Map<String, WeightTree> groups() {
    return groups;
  }

  /** The arrays in this group, in the file's order. */
  public Map<String, Dataset> values() {
    return values;
  }

  /** The attribute {@code name}; null where there is none. */
  @Nullable String name() {
    return name;
  }

  private void add(Group group, int depth, int[] entries) {
    name = group.getAttribute("name") == null ? name : HdfArrays.text(group, "name");
    for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
      if (++entries[0] > MOST_ENTRIES || depth > DEEPEST) {
        throw new ModelException(
            "Expected at most %,d groups and arrays, at most %d deep, among the weights, found more; is it a file of a network?"
                .formatted(MOST_ENTRIES, DEEPEST));
      }
      if (child.getValue() instanceof Group inner) {
        WeightTree at = this;
        for (String part : child.getKey().split("[\\\\/]", -1)) {
          at = at.groups.computeIfAbsent(part, any -> new WeightTree());
        }
        at.add(inner, depth + 1, entries);
      } else if (child.getValue() instanceof Dataset data) {
        values.put(child.getKey(), data);
      }
    }
  }
}
