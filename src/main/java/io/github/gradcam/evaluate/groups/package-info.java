/**
 * Groups of images with alike evidence, and how stable they are. Works on vectors as plain arrays,
 * one an image; what a group means, and whether its cause holds, is not decided here.
 */
@NullMarked
package io.github.gradcam.evaluate.groups;

import org.jspecify.annotations.NullMarked;
