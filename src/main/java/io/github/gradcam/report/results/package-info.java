/**
 * Rows of results that outlive a kill: journal, Parquet, CSV, and going on where a run stopped.
 * Knows no image and no network.
 */
@NullMarked
package io.github.gradcam.report.results;

import org.jspecify.annotations.NullMarked;
