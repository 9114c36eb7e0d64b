/**
 * Maps and models of epochs while a network learns: {@code gradcam train --explain-every} and
 * {@code --keep-every}. The training itself is in {@code train}, its report in {@code cli}.
 */
@NullMarked
package io.github.gradcam.cli.training;

import org.jspecify.annotations.NullMarked;
