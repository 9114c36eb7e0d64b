package io.github.gradcam.image.draw;

import io.github.gradcam.image.RgbImage;
import java.util.List;

/**
 * Images in lines under a title, each with a line of words below it.
 *
 * @param title above all
 * @param cells at least one, line by line
 */
public record Board(String title, List<Cell> cells) {

  private static final int TYPE = 14;
  private static final int MARGIN = 12;
  private static final int GAP = 10;
  private static final int TITLE = TYPE * 2;
  private static final int WORDS = TYPE * 3 / 2;

  /**
   * One of the images.
   *
   * @param image at its own size
   * @param words below it; what does not fit is left out at the end
   */
  public record Cell(RgbImage image, String words) {}

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public Board {
    cells = List.copyOf(cells);
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one image to draw, found none");
    }
  }

  /**
   * Draws the board.
   *
   * @return an image whose size follows from the number and the sizes of the images alone, with
   *     even sides, as encoders of videos want them
   */
  public RgbImage draw() {
    int across = SheetLayout.across(cells.size());
    int lines = (cells.size() + across - 1) / across;
    int width = cells.stream().mapToInt(cell -> cell.image().width()).max().orElse(1);
    int height = cells.stream().mapToInt(cell -> cell.image().height()).max().orElse(1);
    int whole = 2 * MARGIN + across * (width + GAP) - GAP;
    int high = 2 * MARGIN + TITLE + lines * (height + WORDS + GAP) - GAP;
    Canvas canvas = new Canvas(whole + whole % 2, high + high % 2);
    for (int i = 0; i < cells.size(); i++) {
      canvas.put(cells.get(i).image(), x(i % across, width), y(i / across, height));
    }
    try (Lettering lettering = new Lettering(canvas.image())) {
      lettering.write(title, Ink.title(TYPE), MARGIN, MARGIN + TYPE / 2, whole - 2 * MARGIN);
      for (int i = 0; i < cells.size(); i++) {
        int middle = y(i / across, height) + height + WORDS / 2;
        lettering.write(
            cells.get(i).words(), Ink.subtitle(TYPE), x(i % across, width), middle, width);
      }
    }
    return canvas.image();
  }

  private static int x(int column, int width) {
    return MARGIN + column * (width + GAP);
  }

  private static int y(int line, int height) {
    return MARGIN + TITLE + line * (height + WORDS + GAP);
  }
}
