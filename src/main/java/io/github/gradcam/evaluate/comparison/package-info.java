/**
 * Two models over the same images: which answers changed, whether one is right more often, and how
 * far their maps agree. Works on plain values; whose they are is not known here.
 */
@NullMarked
package io.github.gradcam.evaluate.comparison;

import org.jspecify.annotations.NullMarked;
