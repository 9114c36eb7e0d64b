package io.github.gradcam.explain.method;

import io.github.gradcam.explain.ProbingMethod;

/** A method of several passes that comes along, without what people are told of it. */
abstract class BuiltInProbing implements ProbingMethod {

  private final BuiltIn about;
  private final int samples;

  BuiltInProbing(BuiltIn about) {
    this(about, 1);
  }

  /** One that takes a number of samples or steps. */
  BuiltInProbing(BuiltIn about, int samples) {
    this.about = about;
    this.samples = samples;
  }

  @Override
  public final String name() {
    return about.title;
  }

  @Override
  public final String summary() {
    return about.summary;
  }

  @Override
  public final String paper() {
    return about.paper;
  }

  @Override
  public final String cost() {
    return about.cost.formatted(samples);
  }

  /** How many samples or steps it takes. */
  final int samples() {
    return samples;
  }
}
