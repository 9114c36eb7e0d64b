package io.github.gradcam.survey;

/** Is told how a survey gets on. */
@FunctionalInterface
public interface SurveyProgress {

  /** A part of the work. */
  enum Stage {
    /** Images are read for thumbnails and trials. */
    READING,
    /** Suspicions are tried on the network, of which images are counted. */
    TRYING,
    /** Images are looked at closely: parts of classes, feature maps, maps of confused pairs. */
    LOOKING
  }

  /**
   * What is to be done was settled, and nothing of it done yet.
   *
   * @param trials images that go through the network to try suspicions, at most
   * @param looks images that go through the network to be looked at closely, at most
   * @param fromTheLayer images that go through what follows the explained layer besides, at most
   */
  default void planned(long trials, long looks, long fromTheLayer) {}

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
