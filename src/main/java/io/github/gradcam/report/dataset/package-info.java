/**
 * The report over a data set: a folder with a page, thumbnails, findings and selections, made of
 * plain values. What the findings are, and whether they hold, is computed elsewhere.
 */
@NullMarked
package io.github.gradcam.report.dataset;

import org.jspecify.annotations.NullMarked;
