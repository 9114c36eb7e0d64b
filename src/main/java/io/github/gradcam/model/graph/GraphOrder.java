package io.github.gradcam.model.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts ops into an order in which each stands after its inputs. */
final class GraphOrder {

  private GraphOrder() {}

  /** The ops that others are computed from, themselves among them. */
  static List<String> inputsFirst(NodeIndex index, Collection<String> ends) {
    Set<String> done = new LinkedHashSet<>();
    Set<String> entered = new HashSet<>();
    Deque<String> stack = new ArrayDeque<>();
    for (String end : ends) {
      stack.push(end);
      while (!stack.isEmpty()) {
        String op = stack.peek();
        if (entered.add(op)) {
          index.inputs(op).stream().filter(input -> !entered.contains(input)).forEach(stack::push);
        } else {
          done.add(stack.pop());
        }
      }
    }
    return List.copyOf(done);
  }
}
