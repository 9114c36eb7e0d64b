package io.github.gradcam.model.keras.weights;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.WeightArray;
import io.jhdf.api.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a {@code .keras} file, or a part of them: groups named after the layers' classes,
 * {@code layers/conv2d_1/vars/0}.
 *
 * @param group of a model or layer
 */
public record ArchiveWeights(WeightTree group) implements StoredWeights {

  /** Keras 2.12's, which counts a layer with weights twice, so that numbers are left out. */
  private static final String OLD = "_layer_checkpoint_dependencies";

  private static final Pattern NUMBER = Pattern.compile("_(\\d{1,9})$");

  @Override
  public Map<String, StoredWeights> of(List<LayerConfig> layers) {
    WeightTree groups = group.group("layers");
    if (groups != null) {
      return matched(groups, layers, false);
    }
    WeightTree old = group.group(OLD);
    return old == null ? Map.of() : matched(old, layers, true);
  }

  private static Map<String, StoredWeights> matched(
      WeightTree groups, List<LayerConfig> layers, boolean gaps) {
    Map<String, WeightTree> byName = byName(groups);
    boolean named = layers.stream().anyMatch(layer -> byName.containsKey(layer.name()));
    Map<String, List<WeightTree>> byStem = gaps ? byStem(groups) : Map.of();
    Map<String, StoredWeights> all = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (LayerConfig layer : layers) {
      String stem = snakeCase(layer.isModel() ? modelClass(layer) : layer.className());
      int number = counts.merge(stem, 1, Integer::sum) - 1;
      List<WeightTree> same = byStem.getOrDefault(stem, List.of());
      WeightTree own = groups.group(number == 0 ? stem : stem + "_" + number);
      if (named) {
        own = byName.get(layer.name());
      } else if (gaps) {
        own = number < same.size() ? same.get(number) : null;
      }
      if (own != null) {
        all.put(layer.name(), new ArchiveWeights(own));
      }
    }
    return all;
  }

  /** Later versions of Keras 3 write the layer's name beside its variables. */
  private static Map<String, WeightTree> byName(WeightTree groups) {
    Map<String, WeightTree> named = new HashMap<>();
    for (WeightTree own : groups.groups().values()) {
      WeightTree variables = own.group("vars");
      if (variables != null && variables.name() != null) {
        named.put(variables.name(), own);
      }
    }
    return named;
  }

  /** Those of one class each, by their numbers; one that is called as the class is the first. */
  private static Map<String, List<WeightTree>> byStem(WeightTree groups) {
    Map<String, List<WeightTree>> byStem = new HashMap<>();
    groups.groups().entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> numberOf(entry.getKey())))
        .forEach(
            entry ->
                byStem
                    .computeIfAbsent(
                        entry.getKey().replaceFirst("_\\d+$", ""), any -> new ArrayList<>())
                    .add(entry.getValue()));
    return byStem;
  }

  private static int numberOf(String name) {
    Matcher number = NUMBER.matcher(name);
    return number.find() ? Integer.parseInt(number.group(1)) : 0;
  }

  private static String modelClass(LayerConfig layer) {
    return layer.className().equals("Sequential") ? "Sequential" : "Functional";
  }

  /** As Keras names groups: MaxPooling2D is max_pooling2d, ReLU is re_lu. */
  public static String snakeCase(String className) {
    String name = className.substring(className.indexOf('>') + 1).replaceAll("\\W+", "");
    return name.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public @Nullable WeightArray find(String name, int index) {
    WeightTree variables = group.group("vars");
    Dataset data = variables == null ? null : variables.values().get(String.valueOf(index));
    return data == null ? null : HdfArrays.weights(data);
  }
}
