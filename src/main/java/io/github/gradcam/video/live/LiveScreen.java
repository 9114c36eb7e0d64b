package io.github.gradcam.video.live;

import io.github.gradcam.image.RgbImage;
import java.util.List;

/** Where a live view is seen. */
public interface LiveScreen extends AutoCloseable {

  /** Nobody looks: pictures go to a recording only, and no key comes. */
  LiveScreen NONE =
      new LiveScreen() {
        @Override
        public void show(RgbImage picture) {}

        @Override
        public List<LiveKey> keys() {
          return List.of();
        }

        @Override
        public boolean watched() {
          return false;
        }

        @Override
        public void close() {}
      };

  /**
   * Shows a picture in place of the one before.
   *
   * @param picture of any size
   */
  void show(RgbImage picture);

  /**
   * The keys pressed since the last call.
   *
   * @return in their order
   */
  List<LiveKey> keys();

  /**
   * Whether somebody looks, who can quit.
   *
   * @return false where only a recording is made
   */
  boolean watched();

  /** Takes the view from the screen; safe to call twice. */
  @Override
  void close();
}
