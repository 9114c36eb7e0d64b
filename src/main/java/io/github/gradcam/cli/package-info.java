/**
 * The command line: one class a verb, its report, and exit codes. Options are in {@code
 * cli.option}, the terminal in {@code cli.console}; work that a library could do does not belong
 * here.
 */
@NullMarked
package io.github.gradcam.cli;

import org.jspecify.annotations.NullMarked;
