/**
 * Where a network is cut for transfer learning: the trunk that is kept and the head that learns.
 * Training itself is {@code train.transfer}.
 */
@NullMarked
package io.github.gradcam.model.trunk;

import org.jspecify.annotations.NullMarked;
