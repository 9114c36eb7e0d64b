/**
 * The parts that activations are made of, such as a texture or a shape that a class is told by.
 * Works on activations as plain arrays; what a part does to an answer is asked of the network
 * elsewhere.
 */
@NullMarked
package io.github.gradcam.evaluate.concepts;

import org.jspecify.annotations.NullMarked;
