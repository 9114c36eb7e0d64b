package io.github.gradcam.model.layer;

/** The layers by name, so that an architecture reads as a list. */
public final class Layers {

  private Layers() {}

  /**
   * A convolution without bias, "same" padding, He initialiser.
   *
   * @param filters output channels
   * @param kernel side of the square kernel, pixels
   * @return the layer; see {@link Conv2D} for strides, padding and bias
   */
  public static Conv2D conv2d(int filters, int kernel) {
    return new Conv2D(
        filters,
        Size.square(kernel),
        Size.ONE,
        Size.ONE,
        1,
        Padding.SAME,
        false,
        Initializer.HE_NORMAL);
  }

  /**
   * A convolution of each channel by itself.
   *
   * @param kernel side of the square kernel, pixels
   * @return the layer, stride 1, "same" padding
   */
  public static DepthwiseConv2D depthwiseConv2d(int kernel) {
    return new DepthwiseConv2D(Size.square(kernel), Size.ONE, Size.ONE, 1, Padding.SAME, false);
  }

  /**
   * Batch normalisation with moving averages.
   *
   * @return the layer, momentum 0.9, epsilon 1e-3
   */
  public static BatchNormalization batchNormalization() {
    return new BatchNormalization(0.9f, 1e-3f);
  }

  /**
   * max(x, 0).
   *
   * @return the layer
   */
  public static Layer relu() {
    return SimpleLayer.RELU;
  }

  /**
   * The largest value of each window, "same" padding.
   *
   * @param size side of the window, pixels
   * @param stride step, pixels
   * @return the layer
   */
  public static MaxPooling2D maxPooling2d(int size, int stride) {
    return new MaxPooling2D(size, stride, Padding.SAME);
  }

  /** {@return the mean over all places: [N, H, W, C] to [N, C]} */
  public static Layer globalAveragePooling2d() {
    return SimpleLayer.GLOBAL_AVERAGE_POOLING_2D;
  }

  /**
   * [N, H, W, C] to [N, H * W * C].
   *
   * @return the layer
   */
  public static Layer flatten() {
    return SimpleLayer.FLATTEN;
  }

  /** {@return a sum of branches} */
  public static Layer add() {
    return SimpleLayer.ADD;
  }

  /**
   * Zeros around the image.
   *
   * @param border rows and columns on each side
   * @return the layer
   */
  public static ZeroPadding2D zeroPadding2d(int border) {
    return new ZeroPadding2D(border);
  }

  /**
   * Sets features to zero at random while training, and scales the others up.
   *
   * @param rate share of zeros, 0 up to, not including, 1
   * @return the layer
   */
  public static Dropout dropout(float rate) {
    return new Dropout(rate);
  }

  /**
   * A matrix product and a bias, Glorot initialiser.
   *
   * @param units output features
   * @return the layer
   */
  public static Dense dense(int units) {
    return new Dense(units);
  }
}
