/** Charts as images: confusion, curves, intervals, timelines. Sees numbers only. */
@NullMarked
package io.github.gradcam.report.plot;

import org.jspecify.annotations.NullMarked;
