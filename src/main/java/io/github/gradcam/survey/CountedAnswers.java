package io.github.gradcam.survey;

import io.github.gradcam.evaluate.causes.ClassAnswers;
import io.github.gradcam.image.RgbImage;
import java.util.List;

/** A network that tells how many images of trials went through it, and how many may still. */
final class CountedAnswers implements ClassAnswers {

  /** Images after which it tells. */
  private static final int STEP = 64;

  private final ClassAnswers network;
  private final SurveyProgress progress;
  private long most;
  private long done;
  private long before;

  /**
   * Tells that it begins, if anything is to be tried.
   *
   * @param most images that all trials may take
   */
  CountedAnswers(ClassAnswers network, SurveyProgress progress, long most) {
    this.network = network;
    this.progress = progress;
    this.most = most;
    if (most > 0) {
      tell();
    }
  }

  @Override
  public int[] of(List<RgbImage> images) {
    int[] answers = new int[images.size()];
    for (int from = 0; from < answers.length; from += STEP) {
      int to = Math.min(answers.length, from + STEP);
      System.arraycopy(network.of(images.subList(from, to)), 0, answers, from, to - from);
      done += to - from;
      most = Math.max(most, done);
      tell();
    }
    return answers;
  }

  /** A trial is over, which might have taken so many images. */
  void ended(long passes) {
    most = Math.max(done, most - Math.max(0, passes - (done - before)));
    before = done;
    tell();
  }

  private void tell() {
    progress.at(SurveyProgress.Stage.TRYING, done, most);
  }
}
