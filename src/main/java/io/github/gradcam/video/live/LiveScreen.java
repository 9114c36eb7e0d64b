package io.github.gradcam.video.live;

import io.github.gradcam.image.RgbImage;
import java.util.List;

/** Where a live view is seen. */
public interface LiveScreen extends AutoCloseable {

  /** Nobody looks: images go to a recording only, and no key comes. */
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
   * Shows an image in place of the one before.
   *
   * @param picture of any size
   */
  void show(RgbImage picture);

  /** {@return the keys pressed since the last call} */
  List<LiveKey> keys();

  /** {@return whether somebody looks, who can quit: false where only a recording is made} */
  boolean watched();

  /** Takes the view from the screen; safe to call twice. */
  @Override
  void close();
}
