package io.github.gradcam.serve.queue;

import io.github.gradcam.explain.ExplanationPlan;
import java.util.Objects;

/**
 * A map that a network can make. Two are equal where one pass makes both.
 *
 * @param request with method, layer and class as the network calls them
 * @param plan what is to be done
 */
public record MapPlan(MapRequest request, ExplanationPlan plan) {

  /** More passes of the network an image make a map costly. */
  private static final int FEW = 4;

  /** Whether it takes so many passes that others should not wait for it. */
  boolean isCostly() {
    return plan.passes(1) > FEW;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MapPlan that && request.equals(that.request);
  }

  @Override
  public int hashCode() {
    return Objects.hash(request);
  }
}
