/**
 * A report over the results of {@code batch}: its rows are read, grouped, checked and tried on the
 * network, and become the plain values that {@code report.dataset} writes. The mathematics is that
 * of {@code evaluate}; nothing is drawn here.
 */
@NullMarked
package io.github.gradcam.survey;

import org.jspecify.annotations.NullMarked;
