package io.github.gradcam.explain.method;

/** What a method that comes along does not say itself: it stands in {@link BuiltIn}. */
abstract class BuiltInMethod {

  private final BuiltIn about;
  private final int samples;

  BuiltInMethod(BuiltIn about) {
    this(about, 1);
  }

  /** One that takes a number of samples or steps. */
  BuiltInMethod(BuiltIn about, int samples) {
    this.about = about;
    this.samples = samples;
  }

  public final String name() {
    return about.title;
  }

  public final String summary() {
    return about.summary;
  }

  public final String paper() {
    return about.paper;
  }

  public final String cost() {
    return about.cost.formatted(samples);
  }

  /** How many samples or steps it takes. */
  final int samples() {
    return samples;
  }
}
