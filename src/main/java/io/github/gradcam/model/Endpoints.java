package io.github.gradcam.model;

/**
 * The names of the ops through which a classifier is used.
 *
 * @param images takes uint8 [N, H, W, 3] RGB
 * @param logits gives float32 [N, classes] before the softmax
 * @param probabilities gives float32 [N, classes] in 0..1
 */
record Endpoints(String images, String logits, String probabilities) {

  /** The names in the project's own models. */
  static final Endpoints OWN = new Endpoints("images", "logits", "probabilities");
}
