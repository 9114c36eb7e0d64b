package io.github.gradcam.video.media;

import io.github.gradcam.image.RgbImage;

/**
 * A frame of a video, upright.
 *
 * @param number in the order in which frames are shown, from 0
 * @param timestamp when it is shown, in ticks of {@link VideoFormat#timeBase()}
 * @param seconds the same in seconds since the first frame of the video, or since a live source was
 *     opened
 * @param image its pixels
 */
public record VideoFrame(long number, long timestamp, double seconds, RgbImage image) {}
