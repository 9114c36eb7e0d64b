/**
 * Heatmaps on video: grab, explain, record. Files go through a pipeline whose stages overlap and
 * which loses no frame; of live sources the newest frame wins. FFmpeg is used through JavaCV's
 * presets, since its grabber and recorder know neither a frame's exact time nor why a source
 * failed.
 */
@NullMarked
package io.github.gradcam.video;

import org.jspecify.annotations.NullMarked;
