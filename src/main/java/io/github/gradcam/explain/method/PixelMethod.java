package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Ceiling;
import io.github.gradcam.explain.ProbingMethod;

/** A method on the gradient at the pixels: it looks at no layer. */
abstract class PixelMethod extends BuiltInMethod implements ProbingMethod {

  PixelMethod(BuiltIn about) {
    super(about);
  }

  PixelMethod(BuiltIn about, int samples) {
    super(about, samples);
  }

  @Override
  public final boolean atLayer() {
    return false;
  }

  @Override
  public final double ceiling() {
    return Ceiling.PIXELS;
  }

  @Override
  public final boolean differentiates() {
    return !guided();
  }
}
