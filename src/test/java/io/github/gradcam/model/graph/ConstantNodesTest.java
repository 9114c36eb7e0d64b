package io.github.gradcam.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class ConstantNodesTest {

  /** What the op gives when it is run. */
  private static Tensor given(Tensor value) {
    GraphDef ops = GraphDef.newBuilder().addNode(ConstantNodes.of("c", value)).build();
    try (Graph graph = new Graph()) {
      graph.importGraphDef(ops);
      Output<?> output = graph.operationOrThrow("c").output(0);
      try (Session session = new Session(graph)) {
        return session.runner().fetch(output).run().get(0);
      }
    }
  }

  @Test
  void floatsAreGivenAsTheyAre() {
    float[][] values = {{1.5f, -2}, {3, Float.MIN_VALUE}, {0, 1e30f}};
    try (TFloat32 matrix = TFloat32.tensorOf(StdArrays.ndCopyOf(values));
        TFloat32 found = (TFloat32) given(matrix)) {
      assertThat(found).isEqualTo(matrix);
      assertThat(found.shape()).isEqualTo(Shape.of(3, 2));
    }
  }

  @Test
  void otherTypesAreGivenAsTheyAre() {
    try (TInt64 number = TInt64.scalarOf(1L << 40);
        TInt64 found = (TInt64) given(number);
        TBool truth = TBool.scalarOf(true);
        TBool told = (TBool) given(truth)) {
      assertThat(found.getLong()).isEqualTo(1L << 40);
      assertThat(told.getBoolean()).isTrue();
    }
  }

  @Test
  void emptyShapesStayEmpty() {
    try (TFloat32 none = TFloat32.tensorOf(Shape.of(0, 3));
        TFloat32 found = (TFloat32) given(none)) {
      assertThat(found.shape()).isEqualTo(Shape.of(0, 3));
    }
  }
}
