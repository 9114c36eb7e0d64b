package io.github.gradcam.train.data;

/** The part of a data set that is asked for, named as the Intel scenes name their folders. */
public enum Split {
  /** Images to learn from. */
  TRAIN("seg_train"),
  /** Labelled images held back for evaluation. */
  TEST("seg_test"),
  /** Images without labels. */
  PREDICT("seg_pred");

  private final String folder;

  Split(String folder) {
    this.folder = folder;
  }

  /**
   * Names the folder that holds this part in the Kaggle download.
   *
   * @return the folder's name, such as {@code seg_train}
   */
  public String folder() {
    return folder;
  }
}
