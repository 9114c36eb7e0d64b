package io.github.gradcam.batch.input;

import org.jspecify.annotations.Nullable;

/**
 * One image of a collection.
 *
 * @param path names it in the results: an absolute path with forward slashes, in an archive {@code
 *     ARCHIVE!/ENTRY}; no two images of a run share one
 * @param label the class that a list gives it, if any
 * @param target the class to explain that a list gives it, if any: a name or an index
 * @param content its file
 */
public record ImageEntry(
    String path, @Nullable String label, @Nullable String target, ImageContent content) {}
