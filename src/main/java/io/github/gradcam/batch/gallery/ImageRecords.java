package io.github.gradcam.batch.gallery;

import io.github.gradcam.image.HotRegion;
import io.github.gradcam.report.ExplanationRecord;
import java.util.List;

/**
 * An image whose images are written.
 *
 * @param records one for each explanation
 * @param regions the hot regions of each explanation, in the same order; empty lists where they
 *     were not asked for
 */
public record ImageRecords(List<ExplanationRecord> records, List<List<HotRegion>> regions) {}
