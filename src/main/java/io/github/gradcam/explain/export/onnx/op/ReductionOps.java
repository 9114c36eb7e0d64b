package io.github.gradcam.explain.export.onnx.op;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integer;

import io.github.gradcam.explain.export.onnx.op.Stored.Computed;
import io.github.gradcam.explain.export.onnx.op.Stored.Order;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.proto.DataType;

/** Ops that make one number of all along some dimensions. */
final class ReductionOps {

  /** TensorFlow's dimensions of maps in the order in which ONNX has them. */
  private static final List<Long> FIRST = List.of(0L, 3L, 1L, 2L);

  private ReductionOps() {}

  static void addTo(Map<String, Translation> all) {
    Map.of(
            "Mean", "ReduceMean",
            "Sum", "ReduceSum",
            "Max", "ReduceMax",
            "Min", "ReduceMin",
            "Prod", "ReduceProd",
            "EuclideanNorm", "ReduceL2")
        .forEach((op, onnx) -> all.put(op, Translation.of(step -> reduced(step, onnx))));
    all.put("ArgMax", Translation.of(step -> position(step, "ArgMax")));
    all.put("ArgMin", Translation.of(step -> position(step, "ArgMin")));
    all.put("Cumsum", Translation.of(ReductionOps::cumulated));
  }

  private static Stored reduced(OpStep step, String op) {
    int rank = step.input(0).rank();
    Set<Long> axes =
        LongStream.of(step.numbers(1))
            .mapToObj(axis -> OpStep.axis(axis, rank))
            .collect(Collectors.toSet());
    if (axes.isEmpty()) {
      return step.input(0);
    }
    boolean keep = step.flag("keep_dims");
    Stored value = step.unflattened(0);
    boolean first = value instanceof Computed computed && computed.isMaps();
    List<Long> left = FIRST.stream().filter(axis -> !axes.contains(axis)).toList();
    if (first && !keep && !left.equals(left.stream().sorted().toList())) {
      first = false; // the dimensions that are left would stand in another order
    }
    Order order = first ? Order.CHANNELS_FIRST : Order.PLAIN;
    long[] along = axes.stream().mapToLong(axis -> Layouts.axis(order, axis)).sorted().toArray();
    String name = first ? step.held(0) : step.plain(0);
    String made = step.writer().reduced(op, name, keep, along);
    return first && keep ? step.maps(made) : step.plain(made);
  }

  /** Of the first of equals. */
  private static Stored position(OpStep step, String op) {
    long axis = OpStep.axis(step.numbers(1)[0], step.input(0).rank());
    String place =
        step.add(op, List.of(step.plain(0)), integer("axis", axis), integer("keepdims", 0));
    DataType type = step.op().output(0).dataType();
    String cast = type == DataType.DT_INT64 ? place : step.writer().cast(place, OnnxTypes.of(type));
    return new Computed(cast, Order.PLAIN, step.shape(0), type, List.of());
  }

  private static Stored cumulated(OpStep step) {
    return step.plain(
        step.add(
            "CumSum",
            List.of(step.plain(0), step.writer().scalar(step.numbers(1)[0])),
            integer("exclusive", step.flag("exclusive") ? 1 : 0),
            integer("reverse", step.flag("reverse") ? 1 : 0)));
  }
}
