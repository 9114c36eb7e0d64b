package io.github.gradcam.serve.queue;

import io.github.gradcam.explain.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * What a network says of one image.
 *
 * @param probabilities [classes] in 0..1; shared, not copied
 * @param explanation the map, where one was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record NetworkAnswer(float[] probabilities, @Nullable Explanation explanation) {}
