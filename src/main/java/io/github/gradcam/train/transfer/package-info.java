/**
 * Training the last layers on features that the rest of the network gave once, kept on disk. Where
 * a network is cut is {@code model.trunk}.
 */
@NullMarked
package io.github.gradcam.train.transfer;

import org.jspecify.annotations.NullMarked;
