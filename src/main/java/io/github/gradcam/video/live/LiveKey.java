package io.github.gradcam.video.live;

import java.util.Optional;

/** What a viewer can ask for with a key. */
public enum LiveKey {
  /** The next class is explained; from the predicted one, the first. */
  NEXT_CLASS("c", "next class"),
  /** The predicted class is explained. */
  PREDICTED("p", "predicted class"),
  /** The next layer is looked at. */
  NEXT_LAYER("l", "next layer"),
  /** The next method is used. */
  NEXT_METHOD("m", "next method"),
  /** The heatmap covers more. */
  MORE_OPAQUE("+", "stronger heatmap"),
  /** The heatmap covers less. */
  LESS_OPAQUE("-", "weaker heatmap"),
  /** Other colours. */
  NEXT_COLORMAP("k", "next colours"),
  /** The image stands still, or goes on. */
  FREEZE("space", "freeze, go on"),
  /** The image is saved as it is shown. */
  SAVE("s", "save the image"),
  /** The keys are listed, or no longer. */
  HELP("h", "these keys"),
  /** The end. */
  QUIT("q", "quit (or Esc)");

  private static final char ESCAPE = 27;

  private final String key;
  private final String meaning;

  LiveKey(String key, String meaning) {
    this.key = key;
    this.meaning = meaning;
  }

  /** {@return what the key is called: its sign, or its name where the sign cannot be seen} */
  public String key() {
    return key;
  }

  /** {@return what it does} */
  public String meaning() {
    return meaning;
  }

  /**
   * Finds the meaning of what was typed.
   *
   * @param typed a sign, a letter in upper or lower case
   * @return nothing where it has none
   */
  public static Optional<LiveKey> of(char typed) {
    String text =
        switch (typed) {
          case ' ' -> FREEZE.key;
          case ESCAPE -> QUIT.key;
          case '=' -> MORE_OPAQUE.key; // the same key as + on many keyboards
          case '_' -> LESS_OPAQUE.key;
          default -> String.valueOf(Character.toLowerCase(typed));
        };
    for (LiveKey key : values()) {
      if (key.key.equals(text)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }
}
