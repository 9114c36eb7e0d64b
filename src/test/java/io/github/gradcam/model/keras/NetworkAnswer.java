package io.github.gradcam.model.keras;

import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.layer.WeightArray;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Runs networks on numbers. */
public final class NetworkAnswer {

  private NetworkAnswer() {}

  public static WeightArray array(Shape shape, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return new WeightArray(shape, floats);
  }

  public static WeightArray of(FlatNetwork network, WeightArray pictures) {
    return run(network, pictures, false);
  }

  /** The gradient of the sum of all outputs with respect to the images. */
  public static WeightArray gradient(FlatNetwork network, WeightArray pictures) {
    return run(network, pictures, true);
  }

  private static WeightArray run(FlatNetwork network, WeightArray pictures, boolean gradient) {
    try (Graph graph = new Graph();
        TFloat32 input = tensor(pictures)) {
      graph.importGraphDef(network.graph());
      Output<?> from = graph.operation(network.input()).output(0);
      Output<?> to = graph.operation(network.output()).output(0);
      Output<?> wanted = gradient ? graph.addGradients(to, new Output<?>[] {from})[0] : to;
      try (Session session = new Session(graph);
          Result result = session.runner().feed(from, input).fetch(wanted).run()) {
        return copy((TFloat32) result.get(0));
      }
    }
  }

  static TFloat32 tensor(WeightArray array) {
    return TFloat32.tensorOf(array.shape(), DataBuffers.of(array.values(), true, false));
  }

  static WeightArray copy(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return new WeightArray(tensor.shape(), values);
  }
}
