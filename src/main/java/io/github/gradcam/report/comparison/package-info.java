/**
 * What two models do with the same images, as records and as a page: {@code comparisons.jsonl} and
 * {@code index.html} of {@code gradcam compare}. Sees plain values only.
 */
@NullMarked
package io.github.gradcam.report.comparison;

import org.jspecify.annotations.NullMarked;
