/** Tables, plots and HTML made of plain values. */
@NullMarked
package io.github.gradcam.report;

import org.jspecify.annotations.NullMarked;
