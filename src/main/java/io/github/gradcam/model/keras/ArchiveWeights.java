package io.github.gradcam.model.keras;

import io.github.gradcam.model.WeightArray;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a {@code .keras} file, or a part of them: groups named after the layers' classes,
 * {@code layers/conv2d_1/vars/0}.
 *
 * @param group of a model or layer
 */
record ArchiveWeights(Group group) implements StoredWeights {

  /** Keras 2.12's, which counts a layer with weights twice, so that numbers are left out. */
  private static final String OLD = "_layer_checkpoint_dependencies";

  @Override
  public Map<String, StoredWeights> of(List<LayerConfig> layers) {
    if (group.getChildren().get("layers") instanceof Group groups) {
      return matched(groups, layers, false);
    }
    return group.getChildren().get(OLD) instanceof Group groups
        ? matched(groups, layers, true)
        : Map.of();
  }

  private static Map<String, StoredWeights> matched(
      Group groups, List<LayerConfig> layers, boolean gaps) {
    Map<String, Group> byName = byName(groups);
    boolean named = layers.stream().anyMatch(layer -> byName.containsKey(layer.name()));
    Map<String, StoredWeights> all = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (LayerConfig layer : layers) {
      String stem = snakeCase(layer.isModel() ? modelClass(layer) : layer.className());
      int number = counts.merge(stem, 1, Integer::sum) - 1;
      Group own = named ? byName.get(layer.name()) : numbered(groups, stem, number, gaps);
      if (own != null) {
        all.put(layer.name(), new ArchiveWeights(own));
      }
    }
    return all;
  }

  /** Later versions of Keras 3 write the layer's name beside its variables. */
  private static Map<String, Group> byName(Group groups) {
    Map<String, Group> named = new HashMap<>();
    groups
        .getChildren()
        .values()
        .forEach(
            child -> {
              if (child instanceof Group own
                  && own.getChildren().get("vars") instanceof Group variables) {
                String name = HdfArrays.text(variables, "name");
                if (name != null) {
                  named.put(name, own);
                }
              }
            });
    return named;
  }

  private static @Nullable Group numbered(Group groups, String stem, int number, boolean gaps) {
    String name = number == 0 ? stem : stem + "_" + number;
    if (gaps) {
      List<String> names =
          groups.getChildren().keySet().stream()
              .filter(key -> key.equals(stem) || key.matches(stem + "_\\d+"))
              .sorted(Comparator.comparingInt(key -> numberOf(key, stem)))
              .toList();
      name = number < names.size() ? names.get(number) : "";
    }
    return groups.getChildren().get(name) instanceof Group own ? own : null;
  }

  private static int numberOf(String name, String stem) {
    return name.equals(stem) ? 0 : Integer.parseInt(name.substring(stem.length() + 1));
  }

  private static String modelClass(LayerConfig layer) {
    return layer.className().equals("Sequential") ? "Sequential" : "Functional";
  }

  /** As Keras names groups: MaxPooling2D is max_pooling2d, ReLU is re_lu. */
  static String snakeCase(String className) {
    String name = className.substring(className.indexOf('>') + 1).replaceAll("\\W+", "");
    return name.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public @Nullable WeightArray find(String name, int index) {
    if (group.getChildren().get("vars") instanceof Group variables
        && variables.getChildren().get(String.valueOf(index)) instanceof Dataset data) {
      return HdfArrays.weights(data);
    }
    return null;
  }
}
