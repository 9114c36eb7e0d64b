package io.github.gradcam.video;

import io.github.gradcam.video.media.VideoFrame;

/** A frame and what the network says of it, not drawn yet. */
record AnsweredFrame(VideoFrame frame, FrameAnswer answer) {}
