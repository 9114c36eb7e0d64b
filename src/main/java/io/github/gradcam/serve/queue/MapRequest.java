package io.github.gradcam.serve.queue;

import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.target.TargetScore;
import org.jspecify.annotations.Nullable;

/**
 * Which map is asked for, in the words of the command line; what is equal can share a pass.
 *
 * @param method one of {@code gradcam methods}
 * @param layer one of {@code gradcam layers}, or {@code auto}
 * @param versus the class that the evidence is weighed against, a name or an index; null for none
 * @param counterfactual whether what speaks against the class is shown too
 * @param score whether logits or probabilities are explained
 * @param convention whose formula
 * @param samples of the methods that take some; 0 for their own
 * @param seed of what is random
 */
public record MapRequest(
    String method,
    String layer,
    @Nullable String versus,
    boolean counterfactual,
    TargetScore score,
    Convention convention,
    int samples,
    long seed) {

  /** Grad-CAM at the layer that suits best. */
  public static final MapRequest DEFAULT =
      new MapRequest(
          "gradcam", "auto", null, false, TargetScore.LOGIT, Convention.PYTORCH_GRAD_CAM, 0, 1);
}
