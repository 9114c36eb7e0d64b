package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;

/** A class activation map that comes along: its formula, without what people are told of it. */
abstract class BuiltInCam implements CamMethod {

  private final BuiltIn about;

  BuiltInCam(BuiltIn about) {
    this.about = about;
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
    return about.cost;
  }
}
