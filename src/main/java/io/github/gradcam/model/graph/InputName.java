package io.github.gradcam.model.graph;

/**
 * An input of an op as a GraphDef names it: {@code conv}, {@code split:1}, or {@code ^init} for an
 * op that is only waited for.
 *
 * @param op that gives the value
 * @param index which of its outputs, or {@link #CONTROL}
 */
record InputName(String op, int index) {

  /** The index of an op that is only waited for. */
  static final int CONTROL = -1;

  static InputName of(String text) {
    if (text.startsWith("^")) {
      return new InputName(text.substring(1), CONTROL);
    }
    int colon = text.lastIndexOf(':');
    return colon < 0
        ? new InputName(text, 0)
        : new InputName(text.substring(0, colon), index(text, colon + 1));
  }

  private static int index(String text, int start) {
    try {
      return Integer.parseInt(text, start, text.length(), 10);
    } catch (NumberFormatException e) {
      throw new ModelException(
          "Expected an input such as 'op:1', found '%s'; is the model whole?".formatted(text), e);
    }
  }

  boolean control() {
    return index == CONTROL;
  }

  @Override
  public String toString() {
    return control() ? "^" + op : index == 0 ? op : op + ":" + index;
  }
}
