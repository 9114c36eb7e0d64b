package io.github.gradcam.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/** The networks take {@code x}, add 3 with few digits and give {@code y}. */
class SinglePrecisionTest {

  private static final float X = 1.0001f;

  private static <T extends TFloating> GraphDef network(Class<T> half, T three) {
    return GraphRun.graph(
        tf -> {
          var x = tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(1)));
          var sum = tf.math.add(tf.dtypes.cast(x, half), tf.withName("three").constantOf(three));
          tf.withName("y").dtypes.cast(sum, TFloat32.class);
        });
  }

  private static float y(GraphDef graph) {
    return GraphRun.values(graph, new float[] {X}, Shape.of(1), "y")[0];
  }

  @Test
  void halfPrecisionBecomesSingle() {
    try (TFloat16 three = TFloat16.scalarOf(3)) {
      GraphDef network = network(TFloat16.class, three);
      assertThat(y(network)).isNotEqualTo(X + 3);
      assertThat(y(SinglePrecision.of(network))).isEqualTo(X + 3);
    }
  }

  @Test
  void shortenedSinglePrecisionBecomesWhole() {
    try (TBfloat16 three = TBfloat16.scalarOf(3)) {
      GraphDef network = network(TBfloat16.class, three);
      assertThat(y(network)).isNotEqualTo(X + 3);
      assertThat(y(SinglePrecision.of(network))).isEqualTo(X + 3);
    }
  }

  @Test
  void listsOfTypesAreWidenedAndOtherTypesStay() {
    AttrValue.Builder types = AttrValue.newBuilder();
    types.getListBuilder().addType(DataType.DT_HALF).addType(DataType.DT_INT32);
    NodeDef node =
        NodeDef.newBuilder().setName("n").setOp("IdentityN").putAttr("T", types.build()).build();
    GraphDef single = SinglePrecision.of(GraphDef.newBuilder().addNode(node).build());
    assertThat(single.getNode(0).getAttrOrThrow("T").getList().getTypeList())
        .containsExactly(DataType.DT_FLOAT, DataType.DT_INT32);
  }

  @Test
  void networkInSinglePrecisionStaysAsItIs() {
    GraphDef network = GraphRun.graph(tf -> tf.math.neg(tf.placeholder(TFloat32.class)));
    assertThat(SinglePrecision.of(network)).isEqualTo(network);
  }
}
