/**
 * Pixels that are taken out of an image and filled in from those around them, so that what is
 * missing cannot be told. Knows images only: no network, no map and no score.
 */
@NullMarked
package io.github.gradcam.explain.imputation;

import org.jspecify.annotations.NullMarked;
