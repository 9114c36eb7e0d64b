package io.github.gradcam.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.gradcam.train.data.BatchShape;
import org.jspecify.annotations.Nullable;

/**
 * Where a training takes a network from that has learned already.
 *
 * @param backbone the name of its file or folder
 * @param digest of its file, in hexadecimal
 * @param preprocessing what is done with the pixels
 * @param layer whose feature maps are averaged for the new head
 * @param freezeUntil the last layer that stays as it is; null where only the head learns
 * @param views how many of each image there are to learn from: itself, and random changes of it
 * @param dropout share of the averages that a step leaves out, 0 up to 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TransferPlan(
    String backbone,
    String digest,
    String preprocessing,
    String layer,
    @Nullable String freezeUntil,
    int views,
    float dropout) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public TransferPlan {
    BatchShape.checkPositive("views of an image", views);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("Expected a dropout in [0, 1), found " + dropout);
    }
  }

  /**
   * The same transfer with layers that learn.
   *
   * @param last the last layer that stays as it is
   * @return a plan
   */
  public TransferPlan freezingUntil(String last) {
    return new TransferPlan(backbone, digest, preprocessing, layer, last, views, dropout);
  }
}
