/**
 * Suspected causes of a group's answers, each tried on the network: covered, put onto other images,
 * and compared with what chance and ordinary images of the class do. How groups are found is {@code
 * evaluate.groups}; how findings are shown is {@code report.dataset}.
 */
@NullMarked
package io.github.gradcam.evaluate.causes;

import org.jspecify.annotations.NullMarked;
