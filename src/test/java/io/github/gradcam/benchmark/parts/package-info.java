/**
 * Ground truth at the level of parts: figures whose parts can be removed one by one, a network that
 * learns to tell them apart, and measures of how well heatmaps name the parts that the network
 * uses, after FunnyBirds (Hesse et al., ICCV 2023, arXiv:2308.06248). Only developers run it.
 */
@NullMarked
package io.github.gradcam.benchmark.parts;

import org.jspecify.annotations.NullMarked;
