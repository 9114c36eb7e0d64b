/**
 * Which class an explanation is of, over which other, and the score that stands for it. Scores are
 * made of logits or probabilities alone; nothing here knows a layer or a method.
 */
@NullMarked
package io.github.gradcam.explain.target;

import org.jspecify.annotations.NullMarked;
