package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.foreign.lowering.Orders;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Computed;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tensorflow.Output;

/** Products of matrices. */
final class Matrices {

  private Matrices() {}

  /** alpha A B + beta C, each of A and B transposed where the node asks for it. */
  static Value general(OnnxNode node) {
    GraphWriter writer = node.writer();
    Value a = node.input(0);
    Value b = node.input(1);
    boolean transposeA = node.integer("transA", 0) != 0;
    boolean transposeB = node.integer("transB", 0) != 0;
    if (a.rank() != 2 || b.rank() != 2) {
      throw node.problem("two matrices, found %s and %s".formatted(a.shape(), b.shape()));
    }
    node.join(a, transposeA ? 0 : 1);
    node.join(b, transposeB ? 1 : 0);
    Output<?> left;
    if (a instanceof Computed flat && flat.isFlat() && b instanceof Known weight && !transposeA) {
      left = flat.output();
      b = new Known(rowsAsHeld(weight.tensor(), flat.maps(), transposeB));
      transposeB = false;
    } else {
      left = writer.named(a);
    }
    Output<?> product =
        writer
            .op("MatMul", left, writer.named(b))
            .attr("transpose_a", transposeA)
            .attr("transpose_b", transposeB)
            .get();
    float alpha = node.real("alpha", 1);
    if (alpha != 1) {
      product = writer.op("Mul", product, writer.scalar(alpha)).get();
    }
    float beta = node.real("beta", 1);
    if (node.has(2) && beta != 0) {
      Output<?> bias = node.named(2);
      if (beta != 1) {
        bias = writer.op("Mul", bias, writer.scalar(beta)).get();
      }
      boolean vector = node.input(2).rank() == 1 && !node.input(2).size(0).is(1);
      product = writer.op(vector ? "BiasAdd" : "AddV2", product, bias).get();
    }
    return writer.computed(product, a, b);
  }

  /** A weight whose rows are in the order of feature maps that were made flat channels last. */
  private static KnownTensor rowsAsHeld(KnownTensor weight, List<Long> maps, boolean transposed) {
    KnownTensor rows = transposed ? weight.transposed(1, 0) : weight;
    int axes = maps.size();
    long[] apart = new long[axes + 1];
    int[] order = new int[axes + 1];
    for (int i = 0; i < axes; i++) {
      apart[i] = maps.get(i);
      order[i] = (i + 1) % axes;
    }
    apart[axes] = rows.shape()[1];
    order[axes] = axes;
    return rows.reshaped(apart).transposed(order).reshaped(rows.shape());
  }

  /** As NumPy multiplies: the last two dimensions are matrices, the others are broadcast. */
  static Value product(OnnxNode node) {
    Value a = node.input(0);
    Value b = node.input(1);
    if (a.rank() == 0 || b.rank() == 0) {
      throw node.problem("vectors or matrices, found numbers");
    }
    node.join(a, -1);
    node.join(b, b.rank() == 1 ? -1 : -2);
    if (b instanceof Known weight && weight.rank() == 2 && a.rank() > 1) {
      return weighted(node, a, weight.tensor());
    }
    return multiplied(node.writer(), a, b);
  }

  /** All vectors along the last axis times one matrix: a single product of two matrices. */
  private static Value weighted(OnnxNode node, Value a, KnownTensor weight) {
    GraphWriter writer = node.writer();
    if (a instanceof Computed flat && flat.isFlat()) {
      Output<?> rows = writer.constant(rowsAsHeld(weight, flat.maps(), false));
      return writer.computed(writer.op("MatMul", flat.output(), rows).get(), a);
    }
    boolean lastInMemory =
        a instanceof Computed computed && computed.memoryAxis(a.rank() - 1) == a.rank() - 1;
    Computed held = lastInMemory ? (Computed) a : writer.computed(writer.named(a), a);
    Output<?> rows = held.output();
    if (a.rank() > 2) {
      rows = writer.op("Reshape", rows, writer.ints(-1, (int) weight.shape()[0])).get();
    }
    Output<?> product = writer.op("MatMul", rows, writer.constant(weight)).get();
    List<Dimension> shape = new ArrayList<>(a.shape());
    shape.set(a.rank() - 1, Dimension.of(weight.shape()[1]));
    if (a.rank() > 2) {
      product = writer.reshaped(product, Orders.inMemory(shape, held.order()));
    }
    return new Computed(product, List.copyOf(shape), held.order(), held.places(), List.of());
  }

  private static Value multiplied(GraphWriter writer, Value a, Value b) {
    boolean row = a.rank() == 1;
    boolean column = b.rank() == 1;
    boolean turnedA = !row && isTurned(a);
    boolean turnedB = !column && isTurned(b);
    Output<?> left = turnedA ? ((Computed) a).output() : writer.named(a);
    Output<?> right = turnedB ? ((Computed) b).output() : writer.named(b);
    left = row ? writer.op("ExpandDims", left, writer.scalar(0)).get() : left;
    right = column ? writer.op("ExpandDims", right, writer.scalar(1)).get() : right;
    Output<?> product =
        writer.op("BatchMatMulV2", left, right).attr("adj_x", turnedA).attr("adj_y", turnedB).get();
    int rank = product.shape().numDimensions();
    if (column) {
      product = writer.op("Squeeze", product).attr("squeeze_dims", new long[] {rank - 1L}).get();
    }
    if (row) {
      long axis = rank - 2L;
      product = writer.op("Squeeze", product).attr("squeeze_dims", new long[] {axis}).get();
    }
    return writer.computed(product, a, b);
  }

  /** Whether the matrices stand in memory transposed, and all else as in the file. */
  private static boolean isTurned(Value value) {
    if (!(value instanceof Computed computed) || computed.isFlat() || computed.isNamed()) {
      return false;
    }
    List<Integer> order = new ArrayList<>(Orders.named(value.rank()));
    int last = value.rank() - 1;
    order.set(last, last - 1);
    order.set(last - 1, last);
    return computed.order().equals(order);
  }

  /** Sums of products as Einstein wrote them. */
  static Value einsum(OnnxNode node) {
    GraphWriter writer = node.writer();
    String equation = node.word("equation", "").replace(" ", "");
    if (!equation.contains("->")) {
      String letters = equation.replace(",", "").replace(".", "");
      String once =
          letters
              .chars()
              .filter(letter -> letters.indexOf(letter) == letters.lastIndexOf(letter))
              .sorted()
              .mapToObj(letter -> String.valueOf((char) letter))
              .collect(Collectors.joining());
      equation += "->" + (equation.contains("...") ? "..." : "") + once;
    }
    List<Output<?>> inputs = new ArrayList<>();
    for (Value value : node.inputs()) {
      inputs.add(writer.named(value));
      node.join(value, OnnxNode.range(0, value.rank()));
    }
    Output<?> made = writer.op("Einsum").list(inputs).attr("equation", equation).get();
    return writer.computed(made, node.inputs().toArray(Value[]::new));
  }
}
