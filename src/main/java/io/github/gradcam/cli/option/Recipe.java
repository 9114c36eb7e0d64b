package io.github.gradcam.cli.option;

import io.github.gradcam.train.Hyperparameters.OptimizerKind;

/** What the options of a training are where they are not given. */
enum Recipe {
  /** All of a network learns, from random weights. */
  SCRATCH(OptimizerKind.SGD, 60, 0.04f, 0.004f, 0.001f, 0.02f, 0.25),
  /** A new head learns on a network that has learned already. */
  HEAD(OptimizerKind.ADAM, 30, 0.01f, 0.001f, 0.002f, 0.05f, 0.5);

  final OptimizerKind optimizer;
  final int epochs;
  final double minCrop;

  private final float sgdRate;
  private final float sgdDecay;
  private final float adamRate;
  private final float adamDecay;

  Recipe(
      OptimizerKind optimizer,
      int epochs,
      float sgdRate,
      float sgdDecay,
      float adamRate,
      float adamDecay,
      double minCrop) {
    this.optimizer = optimizer;
    this.epochs = epochs;
    this.sgdRate = sgdRate;
    this.sgdDecay = sgdDecay;
    this.adamRate = adamRate;
    this.adamDecay = adamDecay;
    this.minCrop = minCrop;
  }

  /** The highest learning rate. */
  float learningRate(OptimizerKind kind) {
    return kind == OptimizerKind.SGD ? sgdRate : adamRate;
  }

  /** The decay of kernels. */
  float weightDecay(OptimizerKind kind) {
    return kind == OptimizerKind.SGD ? sgdDecay : adamDecay;
  }
}
