/**
 * {@code gradcam compare}: two models over the same images. What is measured is in {@code
 * evaluate.comparison}, the page in {@code report.comparison}.
 */
@NullMarked
package io.github.gradcam.cli.compare;

import org.jspecify.annotations.NullMarked;
