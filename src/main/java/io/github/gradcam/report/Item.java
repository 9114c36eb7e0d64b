package io.github.gradcam.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One explanation of a gallery, or one input that could not be explained.
 *
 * @param image name of the input as the reader knows it
 * @param picture path of the picture, relative to the gallery, parts separated by '/'; null if it
 *     failed
 * @param headline what the picture shows, in a few words
 * @param predictions the classes to list, most likely first
 * @param layer layer that was looked at
 * @param method how it was explained
 * @param diagnosis why the map says little; null if there is nothing to say
 * @param error why there is no picture; null if there is one
 */
public record Item(
    String image,
    @Nullable String picture,
    String headline,
    List<Bar> predictions,
    String layer,
    String method,
    @Nullable String diagnosis,
    @Nullable String error) {}
