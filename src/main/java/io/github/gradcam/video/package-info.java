/**
 * Heatmaps on a video's frames: which frames are explained, steadied and drawn, from file to file
 * without losing one. FFmpeg is {@code video.media}, cameras and windows {@code video.live}.
 */
@NullMarked
package io.github.gradcam.video;

import org.jspecify.annotations.NullMarked;
