package io.github.gradcam.model.foreign;

import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.NodeIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Finds the layers of a graph in the names of its ops. Keras writes each layer's ops into a scope
 * of the layer's name; the last of them gives the layer's output. An op beside other scopes is a
 * layer of its own.
 */
final class LayerNames {

  private static final String NUMBER = "_\\d+$";

  private final NodeIndex index;
  private final List<String> ops;
  private final Set<String> scopes = new HashSet<>();
  private final Set<String> parents = new HashSet<>();
  private final Map<String, String> owners = new HashMap<>();

  /**
   * Looks at the ops between the ends of a network.
   *
   * @param index of the network
   * @param ops from the input to the output, each after its inputs
   */
  private LayerNames(NodeIndex index, List<String> ops) {
    this.index = index;
    this.ops = ops;
    for (String op : ops) {
      String scope = parent(op);
      scopes.add(scope);
      addOwner(op);
      for (String above = parent(scope); !above.isEmpty(); above = parent(above)) {
        parents.add(above);
      }
    }
  }

  /** Those that the network's file names, or those of its scopes; none where each op is one. */
  static Map<String, String> of(NodeIndex index, FlatNetwork network) {
    Map<String, String> named = network.layers();
    return named == null ? new LayerNames(index, path(index, network)).byOp() : named;
  }

  /** From the input to the output, each op after its inputs. */
  private static List<String> path(NodeIndex index, FlatNetwork network) {
    Set<String> fromInput = index.descendants(List.of(network.input()));
    List<String> path = new ArrayList<>(index.inputsFirst(List.of(NodeIndex.op(network.output()))));
    path.retainAll(fromInput);
    path.remove(network.input());
    path.removeIf(op -> index.get(op).getOp().equals("Identity"));
    return path;
  }

  /** The name of each layer by the op that gives its output, shallow to deep. */
  private Map<String, String> byOp() {
    Map<String, String> last = new LinkedHashMap<>();
    for (String op : ops) {
      String scope = parent(op);
      String layer = scope.isEmpty() || parents.contains(scope) ? op : scope;
      last.remove(layer);
      last.put(layer, op);
    }
    List<String> layers = List.copyOf(last.keySet());
    Map<String, String> shown = shown(layers);
    Map<String, String> byOp = new LinkedHashMap<>();
    last.forEach((layer, op) -> byOp.put(op, shown.getOrDefault(layer, layer)));
    return byOp;
  }

  /** What users call the layers: without the model's own scope, and with Keras' numbers. */
  private Map<String, String> shown(List<String> layers) {
    Map<String, String> shown =
        isNumberedTwice() ? renumbered(layers) : distinct(layers, this::asItsVariable);
    while (shown.values().stream().map(LayerNames::first).distinct().count() == 1
        && shown.values().stream().allMatch(name -> name.contains("/"))) {
      shown.replaceAll((layer, name) -> name.substring(name.indexOf('/') + 1));
    }
    return shown;
  }

  /** A name for each layer that no other has; where two would have one, both keep their own. */
  private static Map<String, String> distinct(List<String> layers, UnaryOperator<String> name) {
    Map<String, Long> uses =
        layers.stream().collect(Collectors.groupingBy(name, Collectors.counting()));
    Set<String> own = Set.copyOf(layers);
    Map<String, String> shown = new HashMap<>();
    for (String layer : layers) {
      String wanted = name.apply(layer);
      boolean free = uses.getOrDefault(wanted, 0L) == 1 && !own.contains(wanted);
      shown.put(layer, free ? wanted : layer);
    }
    return shown;
  }

  /**
   * Whether every scope with weights has a number more than the layer whose weights it uses: a
   * network that was traced a second time.
   */
  private boolean isNumberedTwice() {
    Set<String> differing = new LinkedHashSet<>();
    int seen = 0;
    for (String scope : scopes) {
      Optional<String> owner = owner(scope);
      if (owner.isPresent()) {
        seen++;
        String own = last(scope);
        if (own.replaceFirst(NUMBER, "").equals(owner.get())) {
          differing.add(scope);
        }
      }
    }
    return seen > 1 && differing.size() == seen;
  }

  private String asItsVariable(String layer) {
    Optional<String> owner = owner(layer);
    boolean numbered =
        owner.filter(name -> last(layer).replaceFirst(NUMBER, "").equals(name)).isPresent();
    return numbered ? layer.replaceFirst(NUMBER, "") : layer;
  }

  private static Map<String, String> renumbered(List<String> layers) {
    Map<String, String> shown = new HashMap<>();
    layers.forEach(layer -> shown.put(layer, withoutLastNumbers(layer)));
    boolean apart = new HashSet<>(shown.values()).size() == layers.size();
    return apart ? shown : distinct(layers, UnaryOperator.identity());
  }

  private static String withoutLastNumbers(String layer) {
    List<String> words = new ArrayList<>();
    for (String word : layer.split("/", -1)) {
      words.add(word.replaceFirst(NUMBER, ""));
    }
    return String.join("/", words);
  }

  /** The name of the layer whose weights the ops of a scope use. */
  private Optional<String> owner(String scope) {
    return Optional.ofNullable(owners.get(scope));
  }

  private void addOwner(String op) {
    String scope = parent(op);
    index.inputs(op).stream()
        .filter(input -> index.get(input).getOp().equals("Const") && input.contains("/"))
        .filter(input -> !input.startsWith(scope + "/"))
        .findFirst()
        .ifPresent(input -> owners.putIfAbsent(scope, last(parent(input))));
  }

  private static String parent(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String first(String name) {
    return name.substring(0, Math.max(0, name.indexOf('/')));
  }
}
