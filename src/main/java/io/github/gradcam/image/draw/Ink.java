package io.github.gradcam.image.draw;

import java.awt.Color;

/** The colours and kinds of type of the images. */
final class Ink {

  static final Color TARGET_BAR = new Color(0xd9, 0x5f, 0x0e);
  static final Color OTHER_BAR = new Color(0x7a, 0x8c, 0xa3);
  static final Color TRACK = new Color(0xec, 0xee, 0xf1);
  static final Color TICK = new Color(0x33, 0x33, 0x33);
  static final Color NOTE_BAND = new Color(0xff, 0xf3, 0xcd);

  private static final Color TEXT = new Color(0x1a, 0x1a, 0x1a);
  private static final Color QUIET = new Color(0x55, 0x5b, 0x63);
  private static final Color FOR = new Color(0xa8, 0x04, 0x24);
  private static final Color AGAINST = new Color(0x2f, 0x43, 0xb0);
  private static final Color WARNING = new Color(0x7a, 0x4b, 0x00);

  private Ink() {}

  /** A file's name keeps its end: numbers and the extension tell files apart. */
  static Lettering.Type title(int size) {
    return new Lettering.Type(size * 5 / 4, true, TEXT, true);
  }

  static Lettering.Type subtitle(int size) {
    return new Lettering.Type(size, false, QUIET, false);
  }

  static Lettering.Type label(int size, boolean target) {
    return new Lettering.Type(size, target, TEXT, false);
  }

  /** Names of methods and layers, which differ at their ends. */
  static Lettering.Type name(int size) {
    return new Lettering.Type(size, false, TEXT, true);
  }

  static Lettering.Type tick(int size) {
    return scale(size, TICK);
  }

  /** The word at the red end of a signed scale. */
  static Lettering.Type evidenceFor(int size) {
    return scale(size, FOR);
  }

  /** The word at the blue end of a signed scale. */
  static Lettering.Type evidenceAgainst(int size) {
    return scale(size, AGAINST);
  }

  static Lettering.Type note(int size) {
    return new Lettering.Type(size, false, WARNING, false);
  }

  private static Lettering.Type scale(int size, Color color) {
    return new Lettering.Type(Math.max(10, size * 4 / 5), false, color, false);
  }
}
