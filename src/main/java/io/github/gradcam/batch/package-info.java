/**
 * Many images through one network: read, scored and explained in bounded memory, in order, each
 * failure kept to its image. Where images come from is {@code batch.input}; rows and files of
 * results, and the journal from which a killed run resumes, are {@code report.results}.
 */
@NullMarked
package io.github.gradcam.batch;

import org.jspecify.annotations.NullMarked;
