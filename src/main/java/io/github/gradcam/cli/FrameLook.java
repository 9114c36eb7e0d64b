package io.github.gradcam.cli;

import io.github.gradcam.explain.Diagnosis;
import io.github.gradcam.image.Banner;
import io.github.gradcam.image.Banner.Corner;
import io.github.gradcam.image.Caption;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.View;
import io.github.gradcam.video.FrameAnswer;
import io.github.gradcam.video.FrameDrawing;
import io.github.gradcam.video.VideoFormat;
import java.util.List;

/** Draws the heatmap and the class of a frame. */
final class FrameLook implements FrameDrawing {

  private static final Caption NONE = new Caption("", "", List.of(), null);

  private final View view;
  private final Overlay overlay;
  private final List<String> labels;
  private final Banner banner;

  FrameLook(View view, Overlay overlay, List<String> labels) {
    this.view = view;
    this.overlay = overlay;
    this.labels = labels;
    // Side by side, the photo itself is at the left.
    this.banner = new Banner(view == View.SIDE_BY_SIDE ? Corner.TOP_RIGHT : Corner.TOP_LEFT);
  }

  /** The views that a video can have. */
  static View view(String name) {
    View view = View.of(name);
    if (view == View.PANEL) {
      throw new IllegalArgumentException(
          "Expected a view of overlay, side-by-side or heatmap for a video, found 'panel'");
    }
    return view;
  }

  /** The format of what is drawn. */
  VideoFormat format(VideoFormat frames) {
    int columns = view == View.SIDE_BY_SIDE ? 2 : 1;
    return frames.withUprightSize(columns * frames.uprightWidth(), frames.uprightHeight());
  }

  @Override
  public RgbImage draw(RgbImage image, FrameAnswer answer) {
    RgbImage picture = view.draw(image, answer.heat(), overlay, NONE);
    banner.draw(picture, words(answer));
    return picture;
  }

  /** Such as {@code glacier 68 %}, and why there is no map. */
  private List<String> words(FrameAnswer answer) {
    String label = labels.get(answer.classIndex());
    String shown = "%s %.0f %%".formatted(label, 100 * answer.probability());
    Diagnosis diagnosis = answer.diagnosis();
    return diagnosis.blank() ? List.of(shown, "no map: " + diagnosis.code()) : List.of(shown);
  }
}
