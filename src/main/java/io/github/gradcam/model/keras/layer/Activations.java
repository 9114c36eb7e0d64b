package io.github.gradcam.model.keras.layer;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/** The activations that Keras knows by name, and the layers that are activations. */
final class Activations {

  /** 1 / sqrt(2). */
  private static final float SQRT_HALF = 0.70710677f;

  static final Formula LINEAR = (scope, x) -> scope.output().identity(x);

  private static final Map<String, Formula> NAMED =
      Map.ofEntries(
          entry("linear", LINEAR),
          entry("relu", (scope, x) -> scope.output().nn.relu(x)),
          entry("relu6", (scope, x) -> scope.output().nn.relu6(x)),
          entry("sigmoid", (scope, x) -> scope.output().math.sigmoid(x)),
          entry("tanh", (scope, x) -> scope.output().math.tanh(x)),
          entry("softmax", (scope, x) -> scope.output().nn.softmax(x)),
          entry("log_softmax", (scope, x) -> scope.output().nn.logSoftmax(x)),
          entry("softplus", (scope, x) -> scope.output().math.softplus(x)),
          entry("softsign", (scope, x) -> scope.output().nn.softsign(x)),
          entry("exponential", (scope, x) -> scope.output().math.exp(x)),
          entry("elu", elu(1)),
          entry("selu", (scope, x) -> scope.output().nn.selu(x)),
          entry("leaky_relu", leakyRelu(0.2f)),
          entry("swish", Activations::swish),
          entry("silu", Activations::swish),
          entry("mish", Activations::mish),
          entry("gelu", gelu(false)),
          entry("hard_swish", Activations::hardSwish),
          entry("hard_silu", Activations::hardSwish));

  private Activations() {}

  /** The activation of a layer's settings; null where there is none. */
  static @Nullable Layer of(LayerConfig config) {
    JsonNode activation = config.get("activation");
    if (activation.isMissingNode()) {
      return null;
    }
    if (activation.isTextual()) {
      return named(config, unversioned(activation.asText()));
    }
    String name =
        unversioned(activation.path("config").asText(activation.path("class_name").asText()));
    if (NAMED.containsKey(name) || name.equals("hard_sigmoid")) {
      return named(config, name);
    }
    LayerConfig layer = config.as(activation);
    if (layer.className().equals("function")) {
      throw config.problem("expected an activation of Keras' own, found '%s'".formatted(name));
    }
    return SupportedLayers.read(layer);
  }

  /** The activation that a function of this name is; null where it is none. */
  static @Nullable Layer operation(LayerConfig config, String name) {
    String plain = unversioned(name);
    return plain.equals("hard_sigmoid") ? hardSigmoid(config.keras()) : NAMED.get(plain);
  }

  /** TensorFlow's functions have the version of their signature in their names: softmax_v2. */
  private static String unversioned(String name) {
    return name.replaceFirst("_v\\d$", "");
  }

  private static @Nullable Layer named(LayerConfig config, String name) {
    if (name.equals("linear")) {
      return null;
    }
    if (name.equals("hard_sigmoid")) {
      return hardSigmoid(config.keras());
    }
    Formula formula = NAMED.get(name);
    if (formula == null) {
      throw config.problem(
          "expected an activation of %s or hard_sigmoid, found '%s'"
              .formatted(String.join(", ", new TreeSet<>(NAMED.keySet())), name));
    }
    return formula;
  }

  /** max(x, 0) + slope min(x, 0). */
  static Formula leakyRelu(float slope) {
    return (scope, x) -> scope.output().nn.leakyRelu(x, LeakyRelu.alpha(slope));
  }

  /** x where positive, alpha (exp(x) - 1) elsewhere (Clevert et al., ICLR 2016). */
  static Formula elu(float alpha) {
    return (scope, x) -> {
      if (alpha == 1) {
        return scope.output().nn.elu(x);
      }
      Ops tf = scope.inner();
      var negative =
          tf.math.mul(tf.nn.elu(tf.math.minimum(x, tf.constant(0f))), tf.constant(alpha));
      return scope.output().math.add(tf.nn.relu(x), negative);
    };
  }

  /** x * 0.5 (1 + erf(x / sqrt(2))), or its approximation by tanh (Hendrycks and Gimpel, 2016). */
  static Formula gelu(boolean approximate) {
    return (scope, x) -> {
      Ops tf = scope.inner();
      Operand<TFloat32> share;
      if (approximate) {
        var cube = tf.math.mul(tf.math.mul(x, tf.math.square(x)), tf.constant(0.044715f));
        share = tf.math.tanh(tf.math.mul(tf.math.add(x, cube), tf.constant(0.7978846f)));
      } else {
        share = tf.math.erf(tf.math.mul(x, tf.constant(SQRT_HALF)));
      }
      var half = tf.math.mul(x, tf.constant(0.5f));
      return scope.output().math.mul(half, tf.math.add(share, tf.constant(1f)));
    };
  }

  /** Keras 2: 0.2 x + 0.5 cut to 0..1; Keras 3: x / 6 + 0.5 cut to 0..1. */
  static Formula hardSigmoid(int keras) {
    return (scope, x) -> {
      if (keras >= 3) {
        return sixth(scope, scope.output(), x);
      }
      Ops tf = scope.inner();
      var line = tf.math.add(tf.math.mul(x, tf.constant(0.2f)), tf.constant(0.5f));
      return scope.output().math.minimum(tf.nn.relu(line), tf.constant(1f));
    };
  }

  private static Operand<TFloat32> hardSwish(LayerScope scope, Operand<TFloat32> x) {
    return scope.output().math.mul(x, sixth(scope, scope.inner(), x));
  }

  private static Operand<TFloat32> sixth(LayerScope scope, Ops last, Operand<TFloat32> x) {
    Ops tf = scope.inner();
    return last.math.mul(tf.nn.relu6(tf.math.add(x, tf.constant(3f))), tf.constant(1 / 6f));
  }

  private static Operand<TFloat32> swish(LayerScope scope, Operand<TFloat32> x) {
    return scope.output().math.mul(x, scope.inner().math.sigmoid(x));
  }

  private static Operand<TFloat32> mish(LayerScope scope, Operand<TFloat32> x) {
    Ops tf = scope.inner();
    return scope.output().math.mul(x, tf.math.tanh(tf.math.softplus(x)));
  }
}
