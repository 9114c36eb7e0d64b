package io.github.gradcam.explain.export.onnx.op;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integer;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.number;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.word;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.github.gradcam.explain.export.onnx.op.Stored.Computed;
import io.github.gradcam.explain.export.onnx.op.Stored.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.DataType;

/** Ops that give maps other sides. */
final class ResizeOps {

  private static final long PLACES = 1024;

  private ResizeOps() {}

  static void addTo(Map<String, Translation> all) {
    all.put(
        "ResizeBilinear", Translation.of(step -> resized(step, List.of(word("mode", "linear")))));
    all.put("ResizeNearestNeighbor", Translation.of(ResizeOps::nearest));
    all.put("ResizeBicubic", Translation.of(ResizeOps::cubic));
  }

  /** Half of the way between two belongs to the later. */
  private static Stored nearest(OpStep step) {
    boolean centred = step.flag("half_pixel_centers") || step.flag("align_corners");
    return resized(
        step,
        List.of(
            word("mode", "nearest"),
            word("nearest_mode", centred ? "round_prefer_ceil" : "floor")));
  }

  /** TensorFlow takes the nearest of 1024 places between two values. */
  private static Stored cubic(OpStep step) {
    if (!step.flag("half_pixel_centers")) {
      throw step.refused("half_pixel_centers=false");
    }
    List<Long> shape = step.input(0).shape();
    long[] sides = step.numbers(1);
    for (int i = 0; i < sides.length; i++) {
      // a place is ((2 k + 1) from / to - 1) / 2
      if (PLACES * shape.get(i + 1) % (2 * sides[i]) != 0) {
        throw step.refused("%d values made %d".formatted(shape.get(i + 1), sides[i]));
      }
    }
    return resized(
        step,
        List.of(
            word("mode", "cubic"), number("cubic_coeff_a", -0.5f), integer("exclude_outside", 1)));
  }

  private static Stored resized(OpStep step, List<AttributeProto> how) {
    long[] sides = step.numbers(1);
    List<Long> shape = step.input(0).shape();
    if (shape.get(3) < 0) {
      throw step.refused("channels whose number is not known before the network runs");
    }
    List<AttributeProto> all = new ArrayList<>(how);
    String places =
        step.flag("half_pixel_centers")
            ? "half_pixel"
            : step.flag("align_corners") ? "align_corners" : "asymmetric";
    all.add(word("coordinate_transformation_mode", places));
    String maps = step.channelsFirst(0);
    DataType type = step.op().output(0).dataType();
    if (type == DataType.DT_FLOAT && step.input(0).type() != type) {
      maps = step.writer().cast(maps, OnnxTypes.of(type));
    }
    String sizes = step.writer().sizes(maps, shape.get(3), sides[0], sides[1]);
    String resized = step.writer().resized(maps, sizes, all.toArray(AttributeProto[]::new));
    return new Computed(resized, Order.CHANNELS_FIRST, step.shape(0), step.type(0), List.of());
  }
}
