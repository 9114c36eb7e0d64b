package io.github.gradcam.model;

/**
 * The ops through which a classifier is used, by name, and what lies between the first two.
 *
 * @param images takes uint8 [N, H, W, 3] RGB
 * @param input gives what the network itself takes: float32 [N, H, W, 3] after the preprocessing
 * @param logits gives float32 [N, classes] before the softmax
 * @param probabilities gives float32 [N, classes] in 0..1
 * @param normalization what is done with the pixels between images and input
 */
record Endpoints(
    String images, String input, String logits, String probabilities, Normalization normalization) {

  /** Those of the project's own models. */
  static final Endpoints OWN =
      new Endpoints(
          "images", Preprocessing.SCOPE + "/Sub", "logits", "probabilities", Normalization.TF);
}
