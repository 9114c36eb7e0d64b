package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.LayerScope;
import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBicubic;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** How images become larger or smaller, half-pixel centres. */
enum ImageResize {
  /** The nearest pixel. */
  NEAREST {
    @Override
    Operand<TFloat32> apply(Ops last, Operand<TFloat32> x, Operand<TInt32> size) {
      return last.image.resizeNearestNeighbor(
          x, size, ResizeNearestNeighbor.halfPixelCenters(true));
    }
  },
  /** A mixture of the nearest four. */
  BILINEAR {
    @Override
    Operand<TFloat32> apply(Ops last, Operand<TFloat32> x, Operand<TInt32> size) {
      return last.image.resizeBilinear(x, size, ResizeBilinear.halfPixelCenters(true));
    }
  },
  /** A mixture of the nearest sixteen. */
  BICUBIC {
    @Override
    Operand<TFloat32> apply(Ops last, Operand<TFloat32> x, Operand<TInt32> size) {
      return last.image.resizeBicubic(x, size, ResizeBicubic.halfPixelCenters(true));
    }
  };

  abstract Operand<TFloat32> apply(Ops last, Operand<TFloat32> x, Operand<TInt32> size);

  /** Reads the setting {@code interpolation}. */
  static ImageResize of(LayerConfig config, String otherwise) {
    return named(config, config.text("interpolation", otherwise));
  }

  static ImageResize named(LayerConfig config, String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw config.problem(
          "expected an interpolation of nearest, bilinear or bicubic, found '%s'".formatted(name));
    }
  }

  /** Enlarges by whole factors. */
  Formula enlarging(int rows, int columns) {
    return (scope, x) -> apply(scope.output(), x, enlarged(scope, x, rows, columns));
  }

  private static Operand<TInt32> enlarged(
      LayerScope scope, Operand<TFloat32> x, int rows, int columns) {
    Ops tf = scope.inner();
    long height = x.shape().get(1);
    long width = x.shape().get(2);
    if (height >= 0 && width >= 0) {
      return tf.constant(new int[] {(int) height * rows, (int) width * columns});
    }
    var sides = tf.slice(tf.shape(x), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
    return tf.math.mul(sides, tf.constant(new int[] {rows, columns}));
  }
}
