/**
 * Rows of results that outlive a kill: the journal from which a killed run resumes, Parquet and
 * CSV. Knows no image and no network.
 */
@NullMarked
package io.github.gradcam.report.results;

import org.jspecify.annotations.NullMarked;
