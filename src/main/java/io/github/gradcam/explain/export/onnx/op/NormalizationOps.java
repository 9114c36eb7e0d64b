package io.github.gradcam.explain.export.onnx.op;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integer;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.number;

import io.github.gradcam.explain.export.onnx.op.Stored.Order;
import java.util.List;
import java.util.Map;

/** Ops that scale values by others around them. */
final class NormalizationOps {

  private NormalizationOps() {}

  static void addTo(Map<String, Translation> all) {
    all.put("FusedBatchNormV3", Translation.of(NormalizationOps::batch));
    all.put("LRN", Translation.of(NormalizationOps::response));
    all.put("Softmax", Translation.of(step -> softmax(step, "Softmax")));
    all.put("LogSoftmax", Translation.of(step -> softmax(step, "LogSoftmax")));
  }

  private static Stored batch(OpStep step) {
    String format = step.word("data_format");
    if (step.flag("is_training") || !(format.isEmpty() || format.equals("NHWC"))) {
      throw step.refused(
          step.flag("is_training") ? "the mean and variance of the batch" : "maps " + format);
    }
    return step.maps(
        step.add(
            "BatchNormalization",
            List.of(
                step.channelsFirst(0), step.plain(1), step.plain(2), step.plain(3), step.plain(4)),
            number("epsilon", step.number("epsilon", 1e-4f))));
  }

  /** ONNX divides the factor by the number of channels that count. */
  private static Stored response(OpStep step) {
    long size = 2 * step.integer("depth_radius") + 1;
    return step.maps(
        step.add(
            "LRN",
            List.of(step.channelsFirst(0)),
            integer("size", size),
            number("alpha", step.number("alpha", 1) * size),
            number("beta", step.number("beta", 0.5f)),
            number("bias", step.number("bias", 1))));
  }

  /** Over the last dimension. */
  private static Stored softmax(OpStep step, String op) {
    Stored value = step.unflattened(0);
    Order order = value instanceof Stored.Computed computed ? computed.order() : Order.PLAIN;
    long axis = Layouts.axis(order, value.rank() - 1);
    String name = order == Order.CHANNELS_FIRST ? step.held(0) : step.plain(0);
    return step.like(value, step.add(op, List.of(name), integer("axis", axis)));
  }
}
