/**
 * Networks that are asked by many at once: questions that wait at the same time share a pass. It
 * knows nothing of the web.
 */
@NullMarked
package io.github.gradcam.serve.queue;

import org.jspecify.annotations.NullMarked;
