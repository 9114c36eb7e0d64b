package io.github.gradcam.model.graph;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A model that cannot serve: missing, damaged, or without what was asked of it. */
public final class ModelException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Names in a file are as long as whoever wrote it likes. */
  private static final Pattern ENDLESS = Pattern.compile("(\\S{300})\\S+");

  /**
   * Reports what was expected and what was found.
   *
   * @param message one sentence for the user
   */
  public ModelException(String message) {
    super(brief(message));
  }

  /**
   * Reports what was expected and what was found.
   *
   * @param message one sentence for the user
   * @param cause what went wrong below, where anything did
   */
  public ModelException(String message, @Nullable Throwable cause) {
    super(brief(message), cause);
  }

  private static String brief(String message) {
    return ENDLESS.matcher(message).replaceAll("$1...");
  }
}
