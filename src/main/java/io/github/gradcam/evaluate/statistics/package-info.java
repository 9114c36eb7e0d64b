/**
 * How well a figure is known: intervals by resampling and of shares, and a correction where many
 * questions are asked at once. Works on plain numbers; what they were measured of is not known
 * here.
 */
@NullMarked
package io.github.gradcam.evaluate.statistics;

import org.jspecify.annotations.NullMarked;
