/**
 * What is wrong with a collection rather than with the network: labels that are likely wrong, and
 * copies of one image. Works on probabilities, vectors and small grey images; no file is read here.
 */
@NullMarked
package io.github.gradcam.evaluate.labels;

import org.jspecify.annotations.NullMarked;
