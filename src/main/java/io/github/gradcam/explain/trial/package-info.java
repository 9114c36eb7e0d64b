/**
 * One model tried on this machine before long work: which kernels and threads are fastest, and
 * whether another precision gives the same answers. What is right in general is checked in {@code
 * model.kernel}.
 */
@NullMarked
package io.github.gradcam.explain.trial;

import org.jspecify.annotations.NullMarked;
