/** What pipelines are made of: stages of threads, bounded queues between them, and clocks. */
@NullMarked
package io.github.gradcam.flow;

import org.jspecify.annotations.NullMarked;
