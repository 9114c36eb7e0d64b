package io.github.gradcam.report.results;

/**
 * Images that failed for one reason.
 *
 * @param reason what was expected and what was found, with N for numbers and … for names; {@code
 *     others} for the rarer ones together
 * @param images how many
 * @param example path of one of them
 */
public record FailureReason(String reason, long images, String example) {}
