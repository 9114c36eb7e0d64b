/**
 * {@code gradcam serve}: joins networks, their queue, the protocols and the web; serves the page
 * and the files of a report. Loaded by that command alone.
 */
@NullMarked
package io.github.gradcam.serve;

import org.jspecify.annotations.NullMarked;
