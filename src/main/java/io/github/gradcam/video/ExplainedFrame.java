package io.github.gradcam.video;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.video.media.VideoFrame;

/**
 * A frame with what is shown of it.
 *
 * @param frame as it was read
 * @param answer what the network says of it
 * @param picture what was drawn
 */
public record ExplainedFrame(VideoFrame frame, FrameAnswer answer, RgbImage picture) {}
