/**
 * Cameras, windows and recording: of a live source the newest frame wins. Frames are read and
 * written in {@code video.media}.
 */
@NullMarked
package io.github.gradcam.video.live;

import org.jspecify.annotations.NullMarked;
