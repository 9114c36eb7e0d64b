package io.github.gradcam.report.dataset;

import org.jspecify.annotations.Nullable;

/**
 * One of the sentences that the page begins with.
 *
 * @param text the sentence, plain text
 * @param evidence where on the page one sees it; null if nowhere
 */
public record ReportSentence(String text, @Nullable EvidenceLink evidence) {}
