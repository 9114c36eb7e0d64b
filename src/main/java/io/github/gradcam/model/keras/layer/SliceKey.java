package io.github.gradcam.model.keras.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.LayerScope;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;

/**
 * What stands in brackets in Python: {@code x[..., ::-1]}.
 *
 * @param axes a slice each, {@code null} for all of it
 */
record SliceKey(List<JsonNode> axes) {

  private static final String ELLIPSIS = "__ellipsis__";

  static SliceKey of(JsonNode key, int rank, LayerConfig config) {
    List<JsonNode> given = new ArrayList<>();
    if (key.isArray()) {
      key.forEach(given::add);
    } else {
      given.add(key);
    }
    List<JsonNode> axes = new ArrayList<>();
    for (JsonNode one : given) {
      if (one.path("class_name").asText().equals(ELLIPSIS) || one.asText().equals("...")) {
        for (int i = given.size() - 1; i < rank; i++) {
          axes.add(NullNode.getInstance());
        }
      } else if (one.isInt() || one.isObject()) {
        axes.add(one.path("class_name").asText().equals("__slice__") ? one.path("config") : one);
      } else {
        throw config.problem("expected slices of numbers, found " + key);
      }
    }
    return new SliceKey(axes);
  }

  Operand<TFloat32> apply(LayerScope scope, Operand<TFloat32> x) {
    int count = axes.size();
    int[] begin = new int[count];
    int[] end = new int[count];
    int[] steps = new int[count];
    long fromStart = 0;
    long toEnd = 0;
    long single = 0;
    for (int i = 0; i < count; i++) {
      JsonNode axis = axes.get(i);
      boolean one = axis.isInt();
      JsonNode start = one ? axis : axis.path("start");
      JsonNode stop = axis.path("stop");
      begin[i] = start.asInt(0);
      end[i] = one ? begin[i] + 1 : stop.asInt(0);
      steps[i] = axis.path("step").asInt(1);
      fromStart |= start.isInt() ? 0 : 1L << i;
      toEnd |= one ? (begin[i] == -1 ? 1L << i : 0) : stop.isInt() ? 0 : 1L << i;
      single |= one ? 1L << i : 0;
    }
    Ops tf = scope.inner();
    return scope
        .output()
        .stridedSlice(
            x,
            tf.constant(begin),
            tf.constant(end),
            tf.constant(steps),
            StridedSlice.beginMask(fromStart),
            StridedSlice.endMask(toEnd),
            StridedSlice.shrinkAxisMask(single));
  }
}
