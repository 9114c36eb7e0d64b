package io.github.gradcam.survey;

/** Is told how a survey gets on. */
@FunctionalInterface
public interface SurveyProgress {

  /** A part of the work. */
  enum Stage {
    /** Images are read for thumbnails and trials. */
    READING,
    /** Suspicions are tried on the network. */
    TRYING
  }

  /**
   * A step was done.
   *
   * @param stage of which part
   * @param done so far
   * @param all steps of the part
   */
  void at(Stage stage, long done, long all);
}
