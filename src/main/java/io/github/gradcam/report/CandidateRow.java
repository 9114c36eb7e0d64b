package io.github.gradcam.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a faithfulness table.
 *
 * @param method name of the explanation method
 * @param layer name of the layer it looks at
 * @param values one a column; null or NaN where nothing was measured, shown as a dash
 */
public record CandidateRow(String method, String layer, List<@Nullable Double> values) {}
