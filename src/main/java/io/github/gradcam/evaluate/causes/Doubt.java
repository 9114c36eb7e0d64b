package io.github.gradcam.evaluate.causes;

/** What speaks against a region that acts: any one may be so of rightful evidence, two hardly. */
public enum Doubt {
  /** It lies where the maps of ordinary images of the class are cold. */
  PLACE,

  /** The group's answers are wrong more often than the others of its class. */
  ERRORS,

  /**
   * It acts more than the hottest regions, of the same area, of ordinary images: more than the
   * class's own evidence.
   */
  STRENGTH
}
