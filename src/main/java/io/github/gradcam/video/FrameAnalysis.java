package io.github.gradcam.video;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.NetworkStage;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.InputPixels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Explains the frames of a video, each in the light of those before it: the class shown does not
 * flicker, maps share one scale and are smoothed over time. Frames have to come in order; one
 * thread at a time may call {@link #calibrate} and {@link #explain}, any {@link #select}.
 */
public final class FrameAnalysis {

  /** A frame and the classes that are asked for. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Asked(byte[] input, ClassSelection selection) {}

  private final int classes;
  private final NetworkStage<Asked, List<Explanation>> network;
  private final SteadyClass steady;
  private final EvidenceScale scale = new EvidenceScale();
  private final HeatSmoothing smoothing;
  private final Steps steps = new Steps();
  private volatile ClassSelection selection;

  /**
   * Begins before the first frame.
   *
   * @param explainer stays the caller's to close; its plan has one method and one layer and no
   *     counterfactual
   * @param selection the predicted class, or one that is always shown
   * @param halfLifeSeconds after which a map counts half in those that follow; 0 leaves maps as
   *     they are
   * @throws IllegalArgumentException if the plan makes more than one map of a frame, the selection
   *     is of several classes or of an unknown one, or the half-life is negative
   */
  public FrameAnalysis(Explainer explainer, ClassSelection selection, double halfLifeSeconds) {
    ExplanationPlan plan = explainer.plan();
    if (plan.methods().size() > 1 || plan.layers().size() > 1 || plan.counterfactual()) {
      throw new IllegalArgumentException(
          "Expected one method and one layer without counterfactual for a video, found %d and %d%s"
              .formatted(
                  plan.methods().size(),
                  plan.layers().size(),
                  plan.counterfactual() ? " with counterfactual" : ""));
    }
    this.classes = explainer.classifier().labels().size();
    this.network = new NetworkStage<>(batch -> run(explainer, batch), Integer.MAX_VALUE);
    this.selection = checked(selection);
    this.steady = new SteadyClass(selection);
    this.smoothing = new HeatSmoothing(new HalfLife(halfLifeSeconds));
  }

  /**
   * Shows another class from the next frame on, such as when a key is pressed.
   *
   * @param selection the predicted class, or one that is always shown
   * @throws IllegalArgumentException if it is of several classes or of an unknown one
   */
  public void select(ClassSelection selection) {
    this.selection = checked(selection);
  }

  /**
   * Fixes the scale of all maps by frames from all over the video; without it, as with live
   * sources, the scale follows the frames. Further calls add frames to the sample.
   *
   * @param inputs uint8 RGB, [height][width][3] in the classifier's input size each; some 20 to 40
   *     frames in all tell enough
   * @throws IllegalArgumentException if the number of bytes does not fit
   */
  public void calibrate(List<byte[]> inputs) {
    scale.calibrate(peaks(inputs));
  }

  /**
   * Explains the next frames in one run of the network.
   *
   * @param frames in the order in which they are shown
   * @return an answer for each
   * @throws IllegalArgumentException if the number of bytes of a frame does not fit
   */
  public List<FrameAnswer> explain(List<KeyFrame> frames) {
    if (frames.isEmpty()) {
      return List.of();
    }
    steady.select(selection);
    double[] elapsed = frames.stream().mapToDouble(frame -> steps.since(frame.seconds())).toArray();
    List<SteadyClass.Turn> turns = new ArrayList<>();
    for (int i = 0; i < elapsed.length; i++) {
      turns.add(steady.next(elapsed[i], frames.get(i).cut()));
    }
    List<byte[]> inputs = frames.stream().map(KeyFrame::input).toList();
    if (!scale.begun()) {
      scale.begin(peaks(inputs));
    }
    List<List<Explanation>> maps = asked(inputs, turns);
    List<FrameAnswer> answers = new ArrayList<>();
    for (int i = 0; i < elapsed.length; i++) {
      answers.add(answer(maps.get(i).get(0), turns.get(i), elapsed[i], frames.get(i).cut()));
    }
    return answers;
  }

  /**
   * What is shown of a frame between two that were explained: map, probabilities and energy in
   * proportion, under the class of the earlier one. Where a new scene begins with the later one,
   * the earlier is held.
   *
   * @param earlier the explained frame before
   * @param later the explained frame after
   * @param share how much of the way has been gone, 0 at the earlier to 1 at the later one
   * @return an answer that is not {@link FrameAnswer#explained}
   */
  public static FrameAnswer between(FrameAnswer earlier, FrameAnswer later, double share) {
    return Interpolation.between(earlier, later, share);
  }

  private FrameAnswer answer(
      Explanation explanation, SteadyClass.Turn turn, double elapsed, boolean cut) {
    HeatValues heat = scale.scaled(explanation.evidence(), elapsed);
    return new FrameAnswer(
        explanation.probabilities(),
        turn.index(),
        turn.probability(),
        smoothing.smoothed(heat, elapsed, cut),
        Heat.mean(heat),
        explanation.heatmap().diagnosis(),
        true,
        cut);
  }

  /**
   * The strongest evidence for the predicted class of each image, and for the class that is always
   * shown: were it nowhere to be seen, its own traces would else fill the scale.
   */
  private float[] peaks(List<byte[]> inputs) {
    ClassSelection sampled = new SampledClasses(selection.first());
    List<List<Explanation>> pictures = asked(inputs, Collections.nCopies(inputs.size(), sampled));
    float[] peaks = new float[inputs.size()];
    for (int i = 0; i < peaks.length; i++) {
      for (Explanation explanation : pictures.get(i)) {
        peaks[i] = Math.max(peaks[i], explanation.evidence().peak());
      }
    }
    return peaks;
  }

  private List<List<Explanation>> asked(
      List<byte[]> inputs, List<? extends ClassSelection> selections) {
    return network.apply(
        IntStream.range(0, inputs.size())
            .mapToObj(i -> new Asked(inputs.get(i), selections.get(i)))
            .toList());
  }

  private static List<List<Explanation>> run(Explainer explainer, List<Asked> batch) {
    return explainer.explain(
        InputPixels.joined(batch.stream().map(Asked::input).toList()),
        batch.stream().map(Asked::selection).toList());
  }

  private ClassSelection checked(ClassSelection wanted) {
    if (wanted.count() != 1 || wanted.first() < Target.PREDICTED || wanted.first() >= classes) {
      throw new IllegalArgumentException(
          "Expected one class for a video, predicted or one of 0 to %d, found %s"
              .formatted(classes - 1, wanted));
    }
    return wanted;
  }

  /** The time from frame to frame. */
  static final class Steps {

    /** Where the clock stands still or goes back, as at the seam of a loop. */
    static final double USUAL = 1 / 25.0;

    private double last = Double.NaN;

    /** Seconds since the call before, more than 0. */
    double since(double seconds) {
      double elapsed = seconds - last;
      last = seconds;
      return elapsed > 0 && Double.isFinite(elapsed) ? elapsed : USUAL;
    }
  }
}
