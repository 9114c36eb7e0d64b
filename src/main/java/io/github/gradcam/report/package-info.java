/**
 * Tables, galleries and records made of plain values. Plots are in {@code report.plot}, rows that
 * outlive a kill in {@code report.results}.
 */
@NullMarked
package io.github.gradcam.report;

import org.jspecify.annotations.NullMarked;
