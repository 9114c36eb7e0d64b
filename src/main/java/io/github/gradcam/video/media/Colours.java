package io.github.gradcam.video.media;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * How the luma and chroma of a video stand for red, green and blue.
 *
 * @param matrix FFmpeg's code of the matrix, such as that of ITU-R BT.709
 * @param fullRange whether black is 0 and white 255, rather than 16 and 235
 */
public record Colours(int matrix, boolean fullRange) {

  private static final int HIGH_DEFINITION = 720;

  /** What a frame says, or for those that say nothing what players take. */
  static Colours of(AVFrame frame) {
    int matrix = frame.colorspace();
    boolean said = matrix != avutil.AVCOL_SPC_UNSPECIFIED && matrix != avutil.AVCOL_SPC_RGB;
    return new Colours(
        said ? matrix : usual(frame.height()), frame.color_range() == avutil.AVCOL_RANGE_JPEG);
  }

  /** For what is written: the usual ones of its size. */
  static Colours usual(int height, boolean fullRange) {
    return new Colours(usual(height), fullRange);
  }

  private static int usual(int height) {
    return height >= HIGH_DEFINITION ? avutil.AVCOL_SPC_BT709 : avutil.AVCOL_SPC_SMPTE170M;
  }
}
