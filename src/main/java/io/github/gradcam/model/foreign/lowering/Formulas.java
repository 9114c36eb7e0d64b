package io.github.gradcam.model.foreign.lowering;

import org.tensorflow.Output;

/** Activations and their like in ops that have gradients. */
public final class Formulas {

  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double GELU = Math.sqrt(2 / Math.PI);

  private final GraphWriter writer;

  /**
   * Formulas in a graph.
   *
   * @param writer of the graph
   */
  public Formulas(GraphWriter writer) {
    this.writer = writer;
  }

  /** a x, where a is not 1. */
  private Output<?> times(Output<?> x, double factor) {
    return factor == 1 ? x : writer.op("Mul", x, writer.scalar(factor)).get();
  }

  private Output<?> plus(Output<?> x, double summand) {
    return summand == 0 ? x : writer.op("AddV2", x, writer.scalar(summand)).get();
  }

  private Output<?> one(String type, Output<?> x) {
    return writer.op(type, x).get();
  }

  private Output<?> two(String type, Output<?> x, Output<?> y) {
    return writer.op(type, x, y).get();
  }

  /**
   * x cut to an interval; ReLU and ReLU6 where it is theirs.
   *
   * @param x floats
   * @param low the least; -infinity for none
   * @param high the most; infinity for none
   * @return the same shape
   */
  public Output<?> clip(Output<?> x, double low, double high) {
    if (low == 0 && high == 6) {
      return one("Relu6", x);
    }
    Output<?> y = low == 0 ? one("Relu", x) : x;
    if (low != 0 && low > -Float.MAX_VALUE) {
      y = two("Maximum", y, writer.scalar(low));
    }
    return high < Float.MAX_VALUE ? two("Minimum", y, writer.scalar(high)) : y;
  }

  /**
   * max(0, min(1, alpha x + beta)).
   *
   * @param x floats
   * @param alpha the slope
   * @param beta the value at 0
   * @return the same shape
   */
  public Output<?> hardSigmoid(Output<?> x, double alpha, double beta) {
    boolean sixth = Math.abs(alpha - 1 / 6.0) < 1e-6 && beta == 0.5;
    return sixth
        ? times(one("Relu6", plus(x, 3)), 1 / 6.0)
        : clip(plus(times(x, alpha), beta), 0, 1);
  }

  /**
   * x max(0, min(1, x / 6 + 1 / 2)).
   *
   * @param x floats
   * @return the same shape
   */
  public Output<?> hardSwish(Output<?> x) {
    return two("Mul", x, hardSigmoid(x, 1 / 6.0, 0.5));
  }

  /**
   * x 0.5 (1 + erf(x / sqrt(2))), or its approximation by tanh (Hendrycks and Gimpel, 2016).
   *
   * @param x floats
   * @param approximate whether by tanh
   * @return the same shape
   */
  public Output<?> gelu(Output<?> x, boolean approximate) {
    Output<?> share;
    if (approximate) {
      Output<?> cube = two("Mul", x, one("Square", x));
      share = one("Tanh", times(two("AddV2", x, times(cube, 0.044715)), GELU));
    } else {
      share = one("Erf", times(x, SQRT_HALF));
    }
    return two("Mul", times(x, 0.5), plus(share, 1));
  }

  /**
   * x where positive, alpha (exp(x / scale) - 1) elsewhere.
   *
   * @param x floats
   * @param alpha of the negative part
   * @param scale of its exponent: 1 for ELU, alpha for CELU
   * @return the same shape
   */
  public Output<?> elu(Output<?> x, double alpha, double scale) {
    if (alpha == 1 && scale == 1) {
      return one("Elu", x);
    }
    Output<?> negative = one("Elu", times(two("Minimum", x, writer.scalar(0.0)), 1 / scale));
    return two("AddV2", one("Relu", x), times(negative, alpha));
  }

  /**
   * gamma (x where positive, alpha (exp(x) - 1) elsewhere).
   *
   * @param x floats
   * @param alpha of the negative part
   * @param gamma of all
   * @return the same shape
   */
  public Output<?> selu(Output<?> x, double alpha, double gamma) {
    return times(elu(x, alpha, 1), gamma);
  }

  /**
   * max(x, 0) + slope min(x, 0).
   *
   * @param x floats
   * @param slope one number, or an output that is broadcast
   * @return the same shape
   */
  public Output<?> leakyRelu(Output<?> x, double slope) {
    return writer.op("LeakyRelu", x).attr("alpha", (float) slope).get();
  }

  /**
   * max(x, 0) + slope min(x, 0).
   *
   * @param x floats
   * @param slope is broadcast
   * @return the same shape
   */
  public Output<?> parametricRelu(Output<?> x, Output<?> slope) {
    Output<?> negative = two("Minimum", x, writer.scalar(0.0));
    return two("AddV2", one("Relu", x), two("Mul", slope, negative));
  }

  /**
   * x where it is more than alpha, else 0.
   *
   * @param x floats
   * @param alpha the threshold
   * @return the same shape
   */
  public Output<?> thresholdedRelu(Output<?> x, double alpha) {
    Output<?> above = two("Greater", x, writer.scalar(alpha));
    return writer.op("SelectV2", above, x, writer.scalar(0.0)).get();
  }

  /**
   * x sigmoid(a x).
   *
   * @param x floats
   * @param factor a
   * @return the same shape
   */
  public Output<?> swish(Output<?> x, double factor) {
    return two("Mul", x, one("Sigmoid", times(x, factor)));
  }

  /**
   * x tanh(log(1 + exp(x))).
   *
   * @param x floats
   * @return the same shape
   */
  public Output<?> mish(Output<?> x) {
    return two("Mul", x, one("Tanh", one("Softplus", x)));
  }

  /**
   * x + bias below -lambda, x - bias above lambda, 0 between.
   *
   * @param x floats
   * @param bias towards 0
   * @param lambda the threshold
   * @return the same shape
   */
  public Output<?> shrink(Output<?> x, double bias, double lambda) {
    Output<?> zero = writer.scalar(0.0);
    Output<?> low = two("Less", x, writer.scalar(-lambda));
    Output<?> high = two("Greater", x, writer.scalar(lambda));
    Output<?> upper = writer.op("SelectV2", high, plus(x, -bias), zero).get();
    return writer.op("SelectV2", low, plus(x, bias), upper).get();
  }
}
