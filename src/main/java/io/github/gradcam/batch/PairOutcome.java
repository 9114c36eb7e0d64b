package io.github.gradcam.batch;

import org.jspecify.annotations.Nullable;

/**
 * What became of one image that was given to two models.
 *
 * @param path names it
 * @param label the class that it is said to have; null where that is not known
 * @param value what was made of the answers; null where it failed
 * @param failure what was expected and what was found; null where it did not fail
 * @param <R> what is made of the answers
 */
public record PairOutcome<R>(
    String path, @Nullable String label, @Nullable R value, @Nullable String failure) {}
