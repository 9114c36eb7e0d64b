package io.github.gradcam.report;

import org.jspecify.annotations.Nullable;

/**
 * One row of a classification report; a score that does not exist is null and shown as a dash.
 *
 * @param label name of the class, or of the average
 * @param precision 0..1
 * @param recall 0..1
 * @param f1 0..1
 * @param support number of pictures
 */
public record ScoreRow(
    String label,
    @Nullable Double precision,
    @Nullable Double recall,
    @Nullable Double f1,
    long support) {}
