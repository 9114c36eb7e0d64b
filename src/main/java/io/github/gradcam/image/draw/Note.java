package io.github.gradcam.image.draw;

import io.github.gradcam.image.RgbImage;
import java.util.List;

/** Writes on an image what its reader has to know. */
final class Note {

  private Note() {}

  /** The same image, with a band of words at its lower edge if there is anything to say. */
  static RgbImage on(RgbImage picture, Caption caption) {
    String note = caption.note();
    return note == null ? picture : band(picture, note);
  }

  private static RgbImage band(RgbImage picture, String text) {
    int size = Math.max(11, (picture.width() + picture.height()) / 60);
    try (Lettering lettering = new Lettering(picture)) {
      int inner = Math.max(1, picture.width() - size);
      List<String> lines = lettering.wrap(text, Ink.note(size), inner);
      int line = size * 4 / 3;
      int height = Math.min(picture.height(), line * lines.size() + size / 2);
      int top = picture.height() - height;
      lettering.fill(Ink.NOTE_BAND, 0, top, picture.width(), height);
      int y = top + size / 4 + line / 2;
      for (String words : lines) {
        lettering.write(words, Ink.note(size), size / 2, y, inner);
        y += line;
      }
    }
    return picture;
  }
}
