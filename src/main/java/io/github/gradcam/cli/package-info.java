/** The command line: one class a verb, exit codes, standard streams. */
@NullMarked
package io.github.gradcam.cli;

import org.jspecify.annotations.NullMarked;
