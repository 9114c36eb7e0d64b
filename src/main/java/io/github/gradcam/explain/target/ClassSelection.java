package io.github.gradcam.explain.target;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.model.NearestNames;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Which classes of an image are explained. One that remembers the images before can be given for
 * each image of a batch: see {@link Explainer#explain(byte[], List)}.
 */
public interface ClassSelection {

  /**
   * {@return the class to ask for first: a class index, or {@link Target#PREDICTED}} Any other that
   * is wanted in the end costs another run.
   */
  int first();

  /** {@return how many classes of each image are wanted: at least 1} */
  default int count() {
    return 1;
  }

  /**
   * The classes wanted, once the answer is known.
   *
   * @param probabilities [classes] in 0..1, or NaN from a broken network
   * @return at least one class index, in the order in which they are shown
   */
  List<Integer> of(float[] probabilities);

  /** The class that the network predicts. */
  record Predicted() implements ClassSelection {
    @Override
    public int first() {
      return Target.PREDICTED;
    }

    @Override
    public List<Integer> of(float[] probabilities) {
      return new Top(1).of(probabilities);
    }
  }

  /**
   * Always the same class.
   *
   * @param index the class index
   */
  record Fixed(int index) implements ClassSelection {
    @Override
    public int first() {
      return index;
    }

    @Override
    public List<Integer> of(float[] probabilities) {
      return List.of(index);
    }
  }

  /**
   * The likeliest classes.
   *
   * @param count how many, at least 1
   */
  record Top(int count) implements ClassSelection {
    @Override
    public int first() {
      return Target.PREDICTED;
    }

    @Override
    public List<Integer> of(float[] probabilities) {
      return IntStream.range(0, probabilities.length)
          .boxed()
          .sorted((a, b) -> Float.compare(probabilities[b], probabilities[a]))
          .limit(count)
          .toList();
    }
  }

  /**
   * Selects one class.
   *
   * @param index the class index, or {@link Target#PREDICTED}
   * @return the selection
   */
  static ClassSelection ofIndex(int index) {
    return index == Target.PREDICTED ? new Predicted() : new Fixed(index);
  }

  /**
   * Reads what a user asks for.
   *
   * @param text a label, a class index, {@code predicted}, {@code top:K} or {@code all}
   * @param labels the model's classes in index order
   * @return the selection
   * @throws IllegalArgumentException if there is no such class; the message suggests the nearest
   */
  static ClassSelection parse(String text, List<String> labels) {
    if (labels.contains(text)) {
      return new Fixed(labels.indexOf(text));
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("predicted")) {
      return new Predicted();
    } else if (lower.equals("all")) {
      return new Top(labels.size());
    } else if (lower.matches("top:\\d{1,9}")) {
      return top(Integer.parseInt(lower.substring("top:".length())), labels.size());
    } else if (lower.matches("\\d{1,9}")) {
      return index(Integer.parseInt(lower), labels.size());
    }
    List<Integer> sameLetters =
        IntStream.range(0, labels.size())
            .filter(i -> labels.get(i).equalsIgnoreCase(text))
            .boxed()
            .toList();
    if (sameLetters.size() == 1) {
      return new Fixed(sameLetters.get(0));
    }
    throw new IllegalArgumentException(
        "Expected a class name, an index, predicted, top:K or all, found '%s'; nearest: %s"
            .formatted(text, String.join(", ", NearestNames.of(text, labels, 3))));
  }

  /**
   * Reads the name of one class.
   *
   * @param text a label or a class index
   * @param labels the model's classes in index order
   * @return its index
   * @throws IllegalArgumentException if there is no such class, or the text means several
   */
  static int parseOne(String text, List<String> labels) {
    if (parse(text, labels) instanceof Fixed one) {
      return one.index();
    }
    throw new IllegalArgumentException(
        "Expected one class, a name or an index, found '%s'".formatted(text));
  }

  private static ClassSelection top(int count, int classes) {
    if (count < 1 || count > classes) {
      throw new IllegalArgumentException(
          "Expected top:1 to top:%d, found top:%d".formatted(classes, count));
    }
    return new Top(count);
  }

  private static ClassSelection index(int index, int classes) {
    if (index >= classes) {
      throw new IllegalArgumentException(
          "Expected a class index of 0 to %d, found %d".formatted(classes - 1, index));
    }
    return new Fixed(index);
  }
}
