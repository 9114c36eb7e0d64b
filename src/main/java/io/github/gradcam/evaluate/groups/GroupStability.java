package io.github.gradcam.evaluate.groups;

import org.jspecify.annotations.Nullable;

/**
 * Whether the groups come out again if other images of the same kind are looked at: all steps, from
 * the graph to the number of groups, on samples of 80 % of the images, drawn without replacement
 * (Ben-Hur, Elisseeff and Guyon, "A stability based method for discovering structure in clustered
 * data", Pacific Symposium on Biocomputing, 2002).
 *
 * @param randIndex mean adjusted Rand index of two samples' groupings over the images that both
 *     hold: 1 if they are equal, about 0 if they are independent
 * @param low the 2.5th percentile of that over all pairs of samples
 * @param high the 97.5th
 * @param overlaps for each group, how well it is found again: the largest Jaccard overlap of its
 *     images in a sample with a group of that sample, 0..1, averaged over the samples (Hennig,
 *     "Cluster-wise assessment of cluster stability", Computational Statistics and Data Analysis
 *     52, 2007: above 0.75 it is stable, below 0.6 it should not be trusted); null for a group that
 *     no sample held
 * @param sameCount the share of samples in which as many groups were found as in all images
 * @param samples how many samples there were
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record GroupStability(
    double randIndex,
    double low,
    double high,
    @Nullable Double[] overlaps,
    double sameCount,
    int samples) {}
