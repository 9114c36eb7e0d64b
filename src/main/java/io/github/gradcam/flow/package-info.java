/** What pipelines are made of: bounded queues between threads, and clocks. */
@NullMarked
package io.github.gradcam.flow;

import org.jspecify.annotations.NullMarked;
