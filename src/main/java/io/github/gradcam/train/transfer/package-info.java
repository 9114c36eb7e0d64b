/**
 * Learning from another network: the last layers on features that the rest of it gave once, or all
 * of a network on its answers. Both are kept on disk. Where a network is cut is {@code
 * model.trunk}.
 */
@NullMarked
package io.github.gradcam.train.transfer;

import org.jspecify.annotations.NullMarked;
