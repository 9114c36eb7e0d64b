/**
 * FFmpeg: packets, frames, sound and addresses, read and written. It is used through JavaCV's
 * presets, since its grabber and recorder know neither a frame's exact time nor why a source
 * failed. The one place where a video's sound is copied.
 */
@NullMarked
package io.github.gradcam.video.media;

import org.jspecify.annotations.NullMarked;
