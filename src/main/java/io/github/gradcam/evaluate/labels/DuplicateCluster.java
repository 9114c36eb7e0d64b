package io.github.gradcam.evaluate.labels;

import java.util.List;

/**
 * Images that are copies of one, or joined by such that are.
 *
 * @param images their indices, rising; at least two
 * @param pairs pairs of copies that join them, by their first image; not all that there are, where
 *     several are alike
 * @param acrossLabels whether two of them have different labels: one of these is wrong
 * @param acrossSplits whether two of them are in different splits, such as training and test: a
 *     leak
 */
public record DuplicateCluster(
    List<Integer> images, List<DuplicatePair> pairs, boolean acrossLabels, boolean acrossSplits) {}
