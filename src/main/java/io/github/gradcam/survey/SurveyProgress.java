package io.github.gradcam.survey;

/** Is told how a survey gets on. */
@FunctionalInterface
public interface SurveyProgress {

  /** A part of the work. */
  enum Stage {
    /** Images are read for thumbnails and trials. */
    READING,
    /** Suspicions are tried on the network, of which images are counted. */
    TRYING
  }

  /**
   * A step was done.
   *
   * @param stage of which part
   * @param done so far
   * @param all steps of the part; while suspicions are tried at most so many, which becomes less
   */
  void at(Stage stage, long done, long all);

  /**
   * Something is worth a line.
   *
   * @param words a sentence
   */
  default void note(String words) {}
}
