package io.github.gradcam.model.keras.weights;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.WeightArray;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a {@code .h5} file, or a part of them: a list of names such as {@code
 * conv2d_1/kernel:0}. A nested model has one list for all that is in it.
 *
 * @param entries in the file's order: for a model first what is trained, then the rest
 */
public record LegacyWeights(List<Entry> entries) implements StoredWeights {

  /** The last part of a name, without what makes it unique. */
  private static final Pattern LAST = Pattern.compile("([^/]*?)(_\\d+)?(:\\d+)?$");

  /**
   * One weight.
   *
   * @param name as the file has it
   * @param data its values
   */
  public record Entry(String name, Dataset data) {

    String folder() {
      return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    String last() {
      Matcher matcher = LAST.matcher(name);
      return matcher.find() ? matcher.group(1) : name;
    }
  }

  /** Those of the outermost model, by the groups of its layers. */
  public static StoredWeights of(Group group) {
    return new Top(group);
  }

  /**
   * The file's own group for each layer of the outermost model.
   *
   * @param group {@code model_weights}
   */
  private record Top(Group group) implements StoredWeights {

    @Override
    public Map<String, StoredWeights> of(List<LayerConfig> layers) {
      Map<String, StoredWeights> all = new HashMap<>();
      for (LayerConfig layer : layers) {
        if (child(group, layer.name()) instanceof Group own) {
          all.put(layer.name(), new LegacyWeights(entries(own)));
        }
      }
      return all;
    }

    @Override
    public @Nullable WeightArray find(String name, int index) {
      return null;
    }
  }

  private static List<Entry> entries(Group group) {
    List<Entry> entries = new ArrayList<>();
    for (String name : HdfArrays.texts(group, "weight_names")) {
      if (child(group, name) instanceof Dataset data) {
        entries.add(new Entry(name, data));
      }
    }
    return entries;
  }

  /** Follows a path; a layer's name may hold slashes itself. */
  private static @Nullable Node child(Group group, String path) {
    Node node = group;
    for (String part : path.split("/", -1)) {
      if (!(node instanceof Group parent) || !parent.getChildren().containsKey(part)) {
        return null;
      }
      node = parent.getChild(part);
    }
    return node;
  }

  @Override
  public Map<String, StoredWeights> of(List<LayerConfig> layers) {
    Map<String, List<Entry>> named = named(layers);
    Map<String, StoredWeights> all = new HashMap<>();
    for (LayerConfig layer : layers) {
      List<Entry> own = named.get(layer.name());
      if (own != null) {
        all.put(layer.name(), new LegacyWeights(own));
      } else if (layer.isModel()) {
        all.put(layer.name(), this);
      }
    }
    return all.isEmpty() ? inOrder(layers) : all;
  }

  /**
   * What the names say: the folder of a layer's weights ends with its name, and has a model's name
   * anywhere. The time is linear in layers and entries.
   */
  private Map<String, List<Entry>> named(List<LayerConfig> layers) {
    Map<String, LayerConfig> byName = new HashMap<>();
    layers.forEach(layer -> byName.put(layer.name(), layer));
    Set<Integer> lengths = new HashSet<>();
    byName.keySet().forEach(name -> lengths.add(name.split("/", -1).length));
    Map<String, List<Entry>> named = new HashMap<>();
    for (Entry entry : entries) {
      List<String> parts = List.of(entry.folder().split("/", -1));
      Set<String> names = new HashSet<>();
      for (int from = 0; from < parts.size(); from++) {
        for (int length : lengths) {
          int to = Math.min(from + length, parts.size());
          String name = String.join("/", parts.subList(from, to));
          LayerConfig layer = byName.get(name);
          if (layer != null && (layer.isModel() || to == parts.size())) {
            names.add(name);
          }
        }
      }
      names.forEach(name -> named.computeIfAbsent(name, key -> new ArrayList<>()).add(entry));
    }
    return named;
  }

  /** Where no name tells: the folders of the names are the layers that have weights, in order. */
  private Map<String, StoredWeights> inOrder(List<LayerConfig> layers) {
    Map<String, List<Entry>> folders = new LinkedHashMap<>();
    for (Entry entry : entries) {
      folders.computeIfAbsent(entry.folder(), folder -> new ArrayList<>()).add(entry);
    }
    Map<String, StoredWeights> all = new HashMap<>();
    var next = folders.values().iterator();
    for (LayerConfig layer : layers) {
      if (layer.hasWeights() && next.hasNext()) {
        all.put(layer.name(), new LegacyWeights(next.next()));
      }
    }
    return all;
  }

  @Override
  public @Nullable WeightArray find(String name, int index) {
    List<Entry> named = entries.stream().filter(entry -> entry.last().equals(name)).toList();
    if (named.size() == 1) {
      return HdfArrays.weights(named.get(0).data());
    }
    return index < entries.size() ? HdfArrays.weights(entries.get(index).data()) : null;
  }
}
