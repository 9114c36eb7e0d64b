/**
 * The terminal: results, notes, progress bars, logs, and how an error is said. Knows no verb and no
 * option.
 */
@NullMarked
package io.github.gradcam.cli.console;

import org.jspecify.annotations.NullMarked;
