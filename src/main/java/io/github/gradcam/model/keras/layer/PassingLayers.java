package io.github.gradcam.model.keras.layer;

import java.util.Set;

/** The layers that do something only while a network is trained. */
final class PassingLayers {

  static final Set<String> NAMES =
      Set.of(
          "ActivityRegularization",
          "AlphaDropout",
          "AugMix",
          "AutoContrast",
          "CutMix",
          "Dropout",
          "FixedDropout",
          "GaussianDropout",
          "GaussianNoise",
          "Identity",
          "MixUp",
          "RandAugment",
          "RandomBrightness",
          "RandomColorDegeneration",
          "RandomColorJitter",
          "RandomContrast",
          "RandomElasticTransform",
          "RandomErasing",
          "RandomFlip",
          "RandomGaussianBlur",
          "RandomGrayscale",
          "RandomHeight",
          "RandomHue",
          "RandomInvert",
          "RandomPerspective",
          "RandomPosterization",
          "RandomRotation",
          "RandomSaturation",
          "RandomSharpness",
          "RandomShear",
          "RandomTranslation",
          "RandomWidth",
          "RandomZoom",
          "SpatialDropout2D",
          "StochasticDepth");

  private PassingLayers() {}
}
