package io.github.gradcam.video.live;

import io.github.gradcam.image.Letterbox;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.BufferedImages;
import io.github.gradcam.video.media.VideoException;
import java.awt.AWTError;
import java.awt.Dimension;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.swing.WindowConstants;
import org.bytedeco.javacv.CanvasFrame;
import org.jspecify.annotations.Nullable;

/**
 * A window of the desktop. It appears with the first image, at the image's size where the screen
 * has room for it; when it is resized, the image keeps its proportions, between black bars.
 */
public final class LiveWindow implements LiveScreen {

  /** What a window leaves of the screen, for its own rim and the desktop's bars. */
  private static final double SCREEN_SHARE = 0.9;

  private static final double NO_GAMMA = 1;

  private final String title;
  private final Rectangle screen;
  private final Queue<LiveKey> keys = new ConcurrentLinkedQueue<>();
  private final KeyEventDispatcher typing = this::typed;
  private @Nullable CanvasFrame frame;

  /**
   * Finds the display; the window appears later.
   *
   * @param title of the window
   * @throws VideoException if there is no display
   */
  public LiveWindow(String title) throws VideoException {
    this.title = title;
    this.screen = screen();
  }

  private static Rectangle screen() throws VideoException {
    try {
      return GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
    } catch (HeadlessException | AWTError | LinkageError | InternalError e) {
      throw new VideoException(MissingDisplay.message(System.getenv("DISPLAY")));
    }
  }

  @Override
  public void show(RgbImage picture) {
    CanvasFrame shown = frame == null ? open(picture) : frame;
    frame = shown;
    Dimension size = shown.getCanvas().getSize();
    if (size.width > 0 && size.height > 0) {
      shown.showImage(BufferedImages.of(Letterbox.fit(picture, size.width, size.height)));
    }
  }

  private CanvasFrame open(RgbImage picture) {
    CanvasFrame opened = new CanvasFrame(title, NO_GAMMA);
    opened.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    opened.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent e) {
            keys.add(LiveKey.QUIT);
          }
        });
    KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(typing);
    double scale =
        Math.min(
            1,
            SCREEN_SHARE
                * Math.min(
                    screen.getWidth() / picture.width(), screen.getHeight() / picture.height()));
    opened.setCanvasSize(
        (int) Math.round(picture.width() * scale), (int) Math.round(picture.height() * scale));
    return opened;
  }

  private boolean typed(KeyEvent event) {
    if (event.getID() == KeyEvent.KEY_TYPED && !event.isControlDown() && !event.isAltDown()) {
      LiveKey.of(event.getKeyChar()).ifPresent(keys::add);
    }
    return false;
  }

  @Override
  public List<LiveKey> keys() {
    List<LiveKey> pressed = new ArrayList<>();
    for (LiveKey key = keys.poll(); key != null; key = keys.poll()) {
      pressed.add(key);
    }
    return pressed;
  }

  @Override
  public boolean watched() {
    return true;
  }

  @Override
  public void close() {
    KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(typing);
    if (frame != null) {
      frame.dispose();
      frame = null;
    }
  }
}
