package io.github.gradcam.explain;

import io.github.gradcam.explain.map.MapOps;
import io.github.gradcam.explain.method.EigenCam;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A method's formula by itself, on activations and gradients that need no network. */
public final class FormulaRun {

  private FormulaRun() {}

  /** The signed map of [h, w, K] activations and gradients. */
  public static float[] signed(
      CamMethod method, float[] activations, float[] gradients, Shape shape) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 a = FloatTensors.of(activations, shape.prepend(1));
        TFloat32 g = FloatTensors.of(gradients, shape.prepend(1))) {
      Ops tf = Ops.create(graph);
      var activationsFed = tf.placeholder(TFloat32.class, Placeholder.shape(a.shape()));
      var gradientsFed = tf.placeholder(TFloat32.class, Placeholder.shape(g.shape()));
      Operand<TFloat32> map =
          method.reduction().apply(tf, method.contributions(tf, activationsFed, gradientsFed));
      Session.Runner runner = session.runner().feed(activationsFed, a).feed(gradientsFed, g);
      try (Result result = runner.fetch(map).run()) {
        return FloatTensors.values((TFloat32) result.get(0));
      }
    }
  }

  /** One map of [h, w, K] contributions. */
  static float[] reduced(Reduction reduction, float[] contributions, Shape shape) {
    Convention convention =
        reduction == Reduction.PRINCIPAL_COMPONENT ? Convention.PAPER : Convention.PYTORCH_GRAD_CAM;
    return signed(new EigenCam(convention), contributions, contributions, shape);
  }

  /** What is drawn of a signed map, at the layer's size. */
  public static float[] layerMap(float[] signed, Shape shape) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 fed = FloatTensors.of(signed, shape.prepend(1))) {
      Ops tf = Ops.create(graph);
      var map = tf.placeholder(TFloat32.class, Placeholder.shape(fed.shape()));
      MapOps ops = MapOps.of(tf, map, 8);
      try (Result result = session.runner().feed(map, fed).fetch(ops.layerMap()).run()) {
        return FloatTensors.values((TFloat32) result.get(0));
      }
    }
  }
}
