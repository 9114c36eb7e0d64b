package io.github.gradcam.video.live;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.video.CutDetector;
import io.github.gradcam.video.FrameAnalysis;
import io.github.gradcam.video.FrameAnswer;
import io.github.gradcam.video.KeyFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Explains the frames of a live view with one classifier. The ops of a method at a layer are added
 * to the network when they are asked for the first time, and kept.
 */
public final class LiveExplainers implements LiveAnalysis, AutoCloseable {

  /** A method at a layer. */
  private record Place(HeatmapLayer layer, ExplanationMethod method) {}

  private final Classifier classifier;
  private final double halfLifeSeconds;
  private final CutDetector cuts = new CutDetector();
  private final Map<Place, Explainer> explainers = new HashMap<>();
  private final Map<Place, FrameAnalysis> analyses = new HashMap<>();
  private Place last;

  /**
   * Begins, and runs the network once: a first run takes longer.
   *
   * @param classifier stays the caller's to close, after this
   * @param halfLifeSeconds after which a map counts half in those that follow; 0 leaves maps as
   *     they are
   * @param first what is asked at the beginning
   */
  public LiveExplainers(Classifier classifier, double halfLifeSeconds, LiveQuestion first) {
    this.classifier = classifier;
    this.halfLifeSeconds = halfLifeSeconds;
    this.last = new Place(first.layer(), first.method());
    int size = classifier.card().inputSize();
    byte[] black = new byte[size * size * RgbImage.CHANNELS];
    new FrameAnalysis(explainer(last), ClassSelection.ofIndex(first.classIndex()), halfLifeSeconds)
        .explain(List.of(new KeyFrame(0, black, true)));
  }

  @Override
  public FrameAnswer explain(
      RgbImage picture, double seconds, LiveQuestion question, boolean again) {
    Place place = new Place(question.layer(), question.method());
    boolean cut = again || cuts.isCut(picture) || !place.equals(last);
    last = place;
    FrameAnalysis analysis = analysis(place, question);
    analysis.select(ClassSelection.ofIndex(question.classIndex()));
    KeyFrame frame = KeyFrame.of(picture, classifier.card().inputSize(), seconds, cut);
    return analysis.explain(List.of(frame)).get(0);
  }

  private FrameAnalysis analysis(Place place, LiveQuestion question) {
    return analyses.computeIfAbsent(
        place,
        missing ->
            new FrameAnalysis(
                explainer(place), ClassSelection.ofIndex(question.classIndex()), halfLifeSeconds));
  }

  private Explainer explainer(Place place) {
    return explainers.computeIfAbsent(
        place, missing -> new Explainer(classifier, place.layer(), place.method()));
  }

  /** Releases what the explanations hold besides the classifier; safe to call twice. */
  @Override
  public void close() {
    explainers.values().forEach(Explainer::close);
    explainers.clear();
    analyses.clear();
  }
}
