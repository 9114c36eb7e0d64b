package io.github.gradcam.video;

/**
 * A frame that the network looks at.
 *
 * @param seconds when it is shown
 * @param input uint8 RGB [height][width][3] in the classifier's input size
 * @param cut whether a new scene begins with it, or the video
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record KeyFrame(double seconds, byte[] input, boolean cut) {}
