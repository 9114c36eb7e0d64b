/**
 * Options: what can be typed after a verb, checked, and made into plain records before work starts.
 * JCommander lives here and in {@code cli}; nothing is computed or printed.
 */
@NullMarked
package io.github.gradcam.cli.option;

import org.jspecify.annotations.NullMarked;
