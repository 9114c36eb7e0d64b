package io.github.gradcam.explain;

import io.github.gradcam.model.Classifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Turns signed maps of any method into what is drawn, by the ops that the saved model has too. */
final class MapScaling {

  /** Maps a run, so that many maps take little native memory. */
  private static final int CHUNK = 64;

  private final Classifier classifier;
  private final Placeholder<TFloat32> signed;
  private final Operand<TFloat32> heatmaps;
  private final Operand<TFloat32> resized;

  MapScaling(Ops tf, Classifier classifier) {
    this.classifier = classifier;
    int size = classifier.card().inputSize();
    Shape any = Shape.of(Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE);
    signed = tf.withName("signed").placeholder(TFloat32.class, Placeholder.shape(any));
    heatmaps = MapOps.of(tf, signed, size).heatmaps();
    resized = MapOps.resized(tf, signed, size);
  }

  /** The heatmaps of signed maps: [H * W] each, in 0..1. */
  List<float[]> heatmaps(List<SignedMap> maps) {
    return bySize(maps, heatmaps);
  }

  /** Maps at the input's size, otherwise as they are: [H * W] each. */
  List<float[]> resized(List<SignedMap> maps) {
    return bySize(maps, resized);
  }

  private List<float[]> bySize(List<SignedMap> maps, Operand<TFloat32> output) {
    Map<Shape, List<Integer>> sizes = new LinkedHashMap<>();
    for (int i = 0; i < maps.size(); i++) {
      Shape size = Shape.of(maps.get(i).height(), maps.get(i).width());
      sizes.computeIfAbsent(size, any -> new ArrayList<>()).add(i);
    }
    float[][] all = new float[maps.size()][];
    sizes.forEach(
        (size, numbers) -> {
          for (int from = 0; from < numbers.size(); from += CHUNK) {
            List<Integer> few = numbers.subList(from, Math.min(numbers.size(), from + CHUNK));
            float[][] some = run(size, few.stream().map(maps::get).toList(), output);
            for (int i = 0; i < some.length; i++) {
              all[few.get(i)] = some[i];
            }
          }
        });
    return List.of(all);
  }

  private float[][] run(Shape size, List<SignedMap> maps, Operand<TFloat32> output) {
    int length = (int) size.size();
    float[] values = new float[maps.size() * length];
    for (int i = 0; i < maps.size(); i++) {
      System.arraycopy(maps.get(i).values(), 0, values, i * length, length);
    }
    try (TFloat32 fed = FloatTensors.of(values, size.prepend(maps.size()));
        Result result = classifier.session().runner().feed(signed, fed).fetch(output).run()) {
      return FloatTensors.rows((TFloat32) result.get(0));
    }
  }
}
