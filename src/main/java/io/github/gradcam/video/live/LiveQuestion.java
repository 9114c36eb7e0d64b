package io.github.gradcam.video.live;

import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.HeatmapLayer;

/**
 * What is asked of the frames.
 *
 * @param classIndex which class, or {@link Target#PREDICTED}
 * @param layer where to look
 * @param method how
 */
public record LiveQuestion(int classIndex, HeatmapLayer layer, ExplanationMethod method) {

  /** Of the next class; the predicted one comes before the first, and is not come back to. */
  LiveQuestion nextClass(LiveChoices choices) {
    return new LiveQuestion((classIndex + 1) % choices.labels().size(), layer, method);
  }

  LiveQuestion predicted() {
    return new LiveQuestion(Target.PREDICTED, layer, method);
  }

  LiveQuestion nextLayer(LiveChoices choices) {
    HeatmapLayer next = choices.layerAfter(layer);
    return new LiveQuestion(classIndex, next, choices.methodAt(method, next));
  }

  LiveQuestion nextMethod(LiveChoices choices) {
    return new LiveQuestion(classIndex, layer, choices.methodAfter(method, layer));
  }
}
