package io.github.gradcam.model.keras;

import org.tensorflow.ConcreteFunction;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.OpScope;
import org.tensorflow.op.Scope;

/**
 * A graph that gets all its ops through one tree of scopes, which knows the names that are taken.
 * Given the graph itself, each new scope of TensorFlow reads the names of all ops, so that the time
 * to build a network grows with the square of its layers.
 *
 * @param graph empty at first; stays the caller's to close
 */
record ScopedGraph(Graph graph) implements ExecutionEnvironment {

  @Override
  public OperationBuilder opBuilder(String type, String name, Scope scope) {
    return graph.opBuilder(type, name, scope);
  }

  @Override
  public void attachFunction(ConcreteFunction function) {
    graph.attachFunction(function);
  }

  @Override
  public void checkInput(Operation input) {
    graph.checkInput(input);
  }

  @Override
  public Types environmentType() {
    return graph.environmentType();
  }

  @Override
  public Scope baseScope() {
    return new OpScope(this);
  }

  @Override
  public boolean isInitializer(Operation op) {
    return graph.isInitializer(op);
  }
}
