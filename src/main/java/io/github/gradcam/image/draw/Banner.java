package io.github.gradcam.image.draw;

import io.github.gradcam.image.RgbImage;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a few lines in a corner of images, such as the frames of a video: light letters on a dark
 * translucent box, large for the first line, sized to the image. What was written lately is kept,
 * so that the same words cost a blend only. Threads may share a banner.
 */
public final class Banner {

  /** Where the box lies. */
  public enum Corner {
    /** Above, at the left. */
    TOP_LEFT,
    /** Above, at the right. */
    TOP_RIGHT,
    /** Below, at the left. */
    BOTTOM_LEFT,
    /** Below, at the right. */
    BOTTOM_RIGHT;

    int x(int free, int margin) {
      return place(this == TOP_LEFT || this == BOTTOM_LEFT, free, margin);
    }

    int y(int free, int margin) {
      return place(this == TOP_LEFT || this == TOP_RIGHT, free, margin);
    }

    private static int place(boolean first, int free, int margin) {
      return first ? Math.min(free, margin) : Math.max(0, free - margin);
    }
  }

  /** Boxes that are kept: a label with its percentages of the last seconds. */
  private static final int KEPT = 32;

  /** What decides how a box looks. */
  private record Key(List<String> lines, int width, int height) {}

  private final Corner corner;
  private final Map<Key, BannerBox> boxes = new LinkedHashMap<>();

  /**
   * A banner for images of any size.
   *
   * @param corner where the words stand
   */
  public Banner(Corner corner) {
    this.corner = corner;
  }

  /**
   * Writes on an image, in its own pixels. A line that is too long for the image is cut.
   *
   * @param picture changed where the box lies
   * @param lines from top to bottom, in any script that the machine has fonts for; none leaves the
   *     image as it is
   */
  public void draw(RgbImage picture, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    BannerBox box = box(new Key(List.copyOf(lines), picture.width(), picture.height()));
    int x = corner.x(picture.width() - box.width(), box.margin());
    int y = corner.y(picture.height() - box.height(), box.margin());
    box.blend(picture, x, y);
  }

  private synchronized BannerBox box(Key key) {
    BannerBox box = boxes.remove(key);
    if (box == null) {
      box = BannerBox.of(key.lines(), key.width(), key.height());
    }
    boxes.put(key, box);
    if (boxes.size() > KEPT) {
      Iterator<Key> oldest = boxes.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return box;
  }
}
