package io.github.gradcam.video;

/** A frame and what the network says of it, not drawn yet. */
record AnsweredFrame(VideoFrame frame, FrameAnswer answer) {}
